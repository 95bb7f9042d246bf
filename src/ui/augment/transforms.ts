import type { Augmentation } from "../../core/augment/augmentation.ts";

/** The transforms of the pipeline, by their field in the recipe. */
export type TransformName = Exclude<keyof Augmentation, "padding">;

/** One strength of a transform. */
export interface StrengthDescription {
  readonly field: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface TransformDescription {
  readonly name: TransformName;
  readonly label: string;
  /** What it does, and why it helps or where it harms. */
  readonly why: string;
  readonly strengths: readonly StrengthDescription[];
}

const DEVIATIONS = "SD";

/** Transforms that move pixels. The targets are computed after them, from the moved labels. */
export const GEOMETRIC: readonly TransformDescription[] = [
  { name: "flipVertical", label: "Flip top to bottom", why: "A dish has no up.", strengths: [] },
  { name: "flipHorizontal", label: "Flip left to right", why: "A dish has no left.", strengths: [] },
  {
    name: "rotate90",
    label: "Quarter turns",
    why: "By 0, 90, 180 or 270°. Exact: no pixel is mixed with another.",
    strengths: [],
  },
  {
    name: "rotation",
    label: "Rotation",
    why: "By any angle up to this. Stored vectors would keep their old direction here.",
    strengths: [{ field: "degrees", label: "Largest angle", unit: "°", min: 0, max: 180, step: 5 }],
  },
  {
    name: "scale",
    label: "Scale",
    why: "Cells come in other sizes and other magnifications.",
    strengths: [
      { field: "low", label: "Smallest factor", unit: "×", min: 0.1, max: 10, step: 0.05 },
      { field: "high", label: "Largest factor", unit: "×", min: 0.1, max: 10, step: 0.05 },
    ],
  },
  {
    name: "elastic",
    label: "Elastic",
    why: "Bends outlines a little. Too much makes shapes no cell has.",
    strengths: [
      { field: "amplitude", label: "Displacement (SD)", unit: "px", min: 0, max: 50, step: 0.5 },
      { field: "spacing", label: "Spacing of the bends", unit: "px", min: 4, max: 1024, step: 4 },
    ],
  },
];

/** Transforms that change intensities only. */
export const PHOTOMETRIC: readonly TransformDescription[] = [
  {
    name: "gainOffset",
    label: "Gain and offset",
    why: "Other exposures and lamps.",
    strengths: [
      { field: "gain", label: "Gain, 1 ±", unit: "", min: 0, max: 1, step: 0.05 },
      { field: "offset", label: "Offset, ±", unit: DEVIATIONS, min: 0, max: 5, step: 0.05 },
    ],
  },
  {
    name: "gamma",
    label: "Gamma",
    why: "Other contrast between dark and bright.",
    strengths: [
      { field: "low", label: "Smallest exponent", unit: "", min: 0.1, max: 10, step: 0.05 },
      { field: "high", label: "Largest exponent", unit: "", min: 0.1, max: 10, step: 0.05 },
    ],
  },
  {
    name: "blur",
    label: "Blur",
    why: "A plane slightly out of focus.",
    strengths: [{ field: "sigma", label: "Largest sigma", unit: "px", min: 0, max: 10, step: 0.25 }],
  },
  {
    name: "noise",
    label: "Noise",
    why: "Short exposures. Keep it well below the contrast of the cells.",
    strengths: [
      { field: "deviation", label: "Largest deviation", unit: DEVIATIONS, min: 0, max: 5, step: 0.05 },
    ],
  },
  {
    name: "illumination",
    label: "Illumination gradient",
    why: "Uneven light across the field.",
    strengths: [
      { field: "amplitude", label: "Largest amplitude", unit: DEVIATIONS, min: 0, max: 5, step: 0.05 },
    ],
  },
];
