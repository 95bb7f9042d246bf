import { missingChannel } from "../../core/dataset/missing-channel.ts";
import type { Recipe } from "../../core/recipe/recipe.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { Notice } from "../controls/Notice.tsx";
import { channelOptions } from "./channel-options.ts";
import { FoldedSection } from "./FoldedSection.tsx";
import { ImageSettings } from "./ImageSettings.tsx";
import { SampleSettings } from "./SampleSettings.tsx";

const NORMALISATIONS = { percentile: "percentiles", meanStd: "mean and SD", none: "not normalised" } as const;

const SETTINGS = [
  "channel",
  "normalisation",
  "crop",
  "cropsPerImage",
  "emptyCropFraction",
  "cellCropFraction",
  "synthetic",
  "seed",
].map((name) => ({ path: [name] }));

function summaryOf({ crop, channel, normalisation }: Recipe, channelLabel: string): string {
  const channels = channel === "mean" ? "" : `, ${channelLabel}`;
  return `${crop} px${channels}, ${NORMALISATIONS[normalisation.kind]}`;
}

/** What the networks see of the images. */
export function ImageAndCropSettings() {
  const recipe = useRecipeStore((state) => state.recipe);
  const records = useDatasetStore((state) => state.records);
  const { channel } = recipe;
  const missing = missingChannel(records, channel);
  const label =
    channelOptions(records, channel).find(({ value }) => value === String(channel))?.label ?? String(channel);
  return (
    <FoldedSection
      title="Images and crop"
      summary={summaryOf(recipe, label)}
      settings={SETTINGS}
      alerts={missing === null ? null : <Notice kind="warning">{missing}</Notice>}
    >
      <ImageSettings />
      <SampleSettings />
    </FoldedSection>
  );
}
