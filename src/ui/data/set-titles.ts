import type { ImageSet } from "../../core/dataset/sampling/image-sets.ts";

/** Names of the sets on the page. */
export const SET_TITLES: Readonly<Record<ImageSet, string>> = {
  training: "Training",
  validation: "Validation",
  prediction: "Prediction",
  excluded: "Excluded",
};
