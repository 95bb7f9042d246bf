import * as v from "valibot";
import { augmentationSchema, type PartialAugmentation } from "./augmentation.ts";

const HALF = { probability: 0.5 };

/** The eight symmetries of a square, which need no interpolation, and slight changes of brightness. */
const light: PartialAugmentation = {
  flipVertical: HALF,
  flipHorizontal: HALF,
  rotate90: { probability: 1 },
  gainOffset: HALF,
};

/**
 * The augmentation of the Kaggle entry that motivated this lab (flips, any rotation, scale, noise, gamma,
 * blur), without transforms that harm microscopy: no perspective, no colour shifts, noise well below the
 * contrast of the cells.
 */
const heavy: PartialAugmentation = {
  ...light,
  rotation: { probability: 1 },
  scale: { probability: 1, low: 0.7, high: 1.3 },
  elastic: { probability: 0.3 },
  gainOffset: { probability: 0.8, gain: 0.2, offset: 0.2 },
  gamma: HALF,
  blur: { probability: 0.4, sigma: 1.5 },
  noise: { probability: 0.5, deviation: 0.3 },
  illumination: { probability: 0.5, amplitude: 0.5 },
};

/** Strong changes of geometry and mild ones of intensity, for few images. */
const strong: PartialAugmentation = {
  flipVertical: HALF,
  flipHorizontal: HALF,
  rotation: { probability: 1, degrees: 180 },
  scale: { probability: 1, low: 0.7, high: 1.4 },
  elastic: { probability: 0.5, amplitude: 2, spacing: 32 },
  gamma: { probability: 0.5, low: 0.6, high: 1.6 },
  gainOffset: { probability: 0.8, gain: 0.15, offset: 0.2 },
  blur: { probability: 0.25, sigma: 1 },
  noise: { probability: 0.5, deviation: 0.1 },
};

/** The augmentations offered by name; with `none`, only the position of the crop is random. */
export const AUGMENTATION_PRESETS = {
  none: v.parse(augmentationSchema, {}),
  light: v.parse(augmentationSchema, light),
  heavy: v.parse(augmentationSchema, heavy),
  strong: v.parse(augmentationSchema, strong),
} as const;
