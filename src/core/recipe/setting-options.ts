import type { Recipe } from "./recipe.ts";

/** One of the words that a setting can have, as on the page. */
interface SettingOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly detail: string;
}

type Options<Value extends string> = readonly SettingOption<Value>[];

/** Kinds of normalisation. */
export const NORMALISATIONS: Options<Recipe["normalisation"]["kind"]> = [
  { value: "percentile", label: "Percentiles", detail: "Two percentiles of each image become 0 and 1" },
  {
    value: "meanStd",
    label: "Mean and standard deviation",
    detail: "Each image gets mean 0 and standard deviation 1",
  },
  { value: "none", label: "None", detail: "8 and 16-bit values divided by 255 and 65535, floats unchanged" },
];

/** Built-in samples that training crops can come from. */
export const SYNTHETIC: Options<Recipe["synthetic"]["kind"]> = [
  { value: "none", label: "None", detail: "All crops come from your images" },
  { value: "auto", label: "Automatic", detail: "Phase contrast if your images look like that, else none" },
  { value: "phase", label: "Phase contrast", detail: "48 images of adherent cells" },
  { value: "fluorescence", label: "Fluorescence", detail: "48 images of stained nuclei and cells" },
];

/** Weights with which the training of the shared network begins. */
export const START_FROM: Options<Recipe["startFrom"]> = [
  { value: "scratch", label: "Scratch", detail: "Random weights" },
  { value: "nuclei", label: "Nuclei in fluorescence", detail: "A trained network that comes with the page" },
  { value: "phase", label: "Cells in phase contrast", detail: "A trained network that comes with the page" },
  { value: "own", label: "Trained network", detail: "The shared network in use, trained or imported here" },
];

/** Masks that gate the input of the Direction Net. */
export const GATES: Options<Recipe["gate"]> = [
  { value: "true", label: "True mask", detail: "From the labels, as in the paper" },
  { value: "predicted", label: "Predicted mask", detail: "From the trained U-Net, as in prediction" },
];

/** Outputs of the Direction Net; unit vectors are absent from recipes. */
export const HEADS: Options<"normalised" | "relu"> = [
  { value: "normalised", label: "Unit vectors", detail: "Linear last layer, normalised" },
  { value: "relu", label: "ReLU", detail: "Points down and right only, any length: wrong on purpose" },
];

/** Losses of the direction stage. */
export const DIRECTION_LOSSES: Options<Recipe["directionLoss"]> = [
  { value: "mean", label: "Mean squared angle", detail: "Area-weighted mean over the batch" },
  { value: "sum", label: "Sum per image", detail: "Of squared arccosines; depends on the cells in a crop" },
];

/** What is beyond the border of an image, for cells cut by it. */
export const BORDERS: Options<Recipe["border"]> = [
  { value: "open", label: "Open", detail: "A cell cut by the border continues beyond the image" },
  { value: "closed", label: "Closed", detail: "The image's border counts as background" },
];

/** What is beyond the border of an image, for pixels that a transform moves in. */
export const PADDINGS: Options<Recipe["augmentation"]["padding"]> = [
  { value: "reflect", label: "Reflect", detail: "The image reflected at its border" },
  { value: "zero", label: "Zero", detail: "The darkest value" },
];
