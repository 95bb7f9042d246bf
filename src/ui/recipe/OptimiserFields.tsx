import {
  defaultOptimiser,
  LARGEST_CLIP_NORM,
  OPTIMISER_KINDS,
  OPTIMISERS,
  type OptimiserRecipe,
  SMALLEST_CLIP_NORM,
} from "../../core/recipe/optimisers.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { editStage } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Select } from "../controls/Select.tsx";
import { Switch } from "../controls/Switch.tsx";
import { Marked } from "./Marked.tsx";
import { RecipeFieldRows } from "./RecipeFieldRows.tsx";
import { CLIP_NORM, withClip } from "./stage-defaults.ts";

const OPTIONS = OPTIMISER_KINDS.map((value) => {
  const { label, detail } = OPTIMISERS[value];
  return { value, label, detail };
});

/** The optimiser of a stage, with its parameters. */
export function OptimiserFields({ stage, optimiser }: { stage: Stage; optimiser: OptimiserRecipe }) {
  const { clipNorm = null } = optimiser;
  const edit = (name: string, value: string | number | boolean) =>
    editStage(stage, { optimiser: { ...optimiser, [name]: value } as OptimiserRecipe });
  const clip = (norm: number | null) => editStage(stage, { optimiser: withClip(optimiser, norm) });
  const path = ["stages", stage, "optimiser"];
  return (
    <>
      <Marked name="Optimiser" path={[...path, "kind"]} resets={path}>
        <Select
          label="Optimiser"
          value={optimiser.kind}
          options={OPTIONS}
          onChange={(kind) => editStage(stage, { optimiser: withClip(defaultOptimiser(kind), clipNorm) })}
        />
      </Marked>
      <RecipeFieldRows
        key={optimiser.kind}
        fields={OPTIMISERS[optimiser.kind].fields}
        stage={stage}
        path={path}
        values={optimiser}
        onChange={edit}
      />
      <Marked name="Clip gradients" path={[...path, "clipNorm"]}>
        <Switch
          label="Clip gradients"
          explanation="Limits the effect of a single outlier batch."
          checked={clipNorm !== null}
          onChange={(on) => clip(on ? CLIP_NORM : null)}
        />
        {clipNorm !== null ? (
          <NumberField
            label="Largest gradient norm"
            value={clipNorm}
            min={SMALLEST_CLIP_NORM}
            max={LARGEST_CLIP_NORM}
            step={0.1}
            onChange={clip}
          />
        ) : null}
      </Marked>
    </>
  );
}
