import { useMemo } from "react";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { IMAGE_SETS, type ImageSet } from "../../core/dataset/sampling/image-sets.ts";
import type { ImageSplit } from "../../core/dataset/sampling/split.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { splitNow, useSetsStore } from "../../state/image-sets.ts";
import { useRecipeStore } from "../../state/recipe.ts";

/** The images of each set, up to date. */
export function useSplit(): ImageSplit<ImageRecord> {
  const records = useDatasetStore((state) => state.records);
  const assigned = useSetsStore((state) => state.assigned);
  const fraction = useRecipeStore(({ recipe }) => recipe.validationFraction);
  const seed = useRecipeStore(({ recipe }) => recipe.seed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the split is made from
  return useMemo(() => splitNow(), [records, assigned, fraction, seed]);
}

/** The set of every image, by id. */
export function setsById(split: ImageSplit<ImageRecord>): ReadonlyMap<string, ImageSet> {
  return new Map(IMAGE_SETS.flatMap((set) => split[set].map(({ id }) => [id, set] as const)));
}
