import type { Normalisation } from "../../core/recipe/recipe.ts";
import { PERCENTILES } from "../../core/recipe/recipe-schema.ts";
import { NORMALISATIONS } from "../../core/recipe/setting-options.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Select } from "../controls/Select.tsx";
import { channelOfOption, channelOptions } from "./channel-options.ts";
import { Marked } from "./Marked.tsx";

const MAX_PERCENT = 100;

type Kind = Normalisation["kind"];

const WHY: Record<Kind, string> = {
  percentile: "Each image separately; robust to bright outliers.",
  meanStd: "Each image separately, from all of its pixels.",
  none: "Preserves absolute intensities: for images acquired alike.",
};

function normalisationOf(kind: Kind): Normalisation {
  return kind === "percentile" ? PERCENTILES : { kind };
}

/** Channel and normalisation of the networks' input. */
export function ImageSettings() {
  const channel = useRecipeStore(({ recipe }) => recipe.channel);
  const normalisation = useRecipeStore(({ recipe }) => recipe.normalisation);
  const records = useDatasetStore((state) => state.records);
  return (
    <>
      <Marked name="Channel" path={["channel"]}>
        <Select
          label="Channel"
          explanation="The channel of colour images and stacks that the networks see."
          value={String(channel)}
          options={channelOptions(records, channel)}
          onChange={(value) => editRecipe({ channel: channelOfOption(value) })}
        />
      </Marked>
      <Marked name="Normalisation" path={["normalisation"]}>
        <Select
          label="Normalisation"
          explanation={WHY[normalisation.kind]}
          value={normalisation.kind}
          options={NORMALISATIONS}
          onChange={(kind) => editRecipe({ normalisation: normalisationOf(kind) })}
        />
        {normalisation.kind === "percentile" ? (
          <>
            <NumberField
              label="Black at percentile"
              explanation="Of each image's intensities."
              value={normalisation.low}
              min={0}
              max={MAX_PERCENT}
              step={0.5}
              validate={(low) =>
                low < normalisation.high ? null : `Black must be below white, ${normalisation.high}`
              }
              onChange={(low) => editRecipe({ normalisation: { ...normalisation, low } })}
            />
            <NumberField
              label="White at percentile"
              value={normalisation.high}
              min={0}
              max={MAX_PERCENT}
              step={0.1}
              validate={(high) =>
                high > normalisation.low ? null : `White must be above black, ${normalisation.low}`
              }
              onChange={(high) => editRecipe({ normalisation: { ...normalisation, high } })}
            />
          </>
        ) : null}
      </Marked>
    </>
  );
}
