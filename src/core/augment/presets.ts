import type { Augmentation } from "./augmentation.ts";

const NEVER = { probability: 0 };
const HALF = { probability: 0.5 };

/** Nothing but the random place of the crop. */
const none: Augmentation = {
  flipVertical: NEVER,
  flipHorizontal: NEVER,
  rotate90: NEVER,
  rotation: { probability: 0, degrees: 180 },
  scale: { probability: 0, low: 0.75, high: 1.25 },
  elastic: { probability: 0, amplitude: 2, spacing: 32 },
  padding: "reflect",
  gainOffset: { probability: 0, gain: 0.1, offset: 0.1 },
  gamma: { probability: 0, low: 0.8, high: 1.25 },
  blur: { probability: 0, sigma: 1 },
  noise: { probability: 0, deviation: 0.1 },
  illumination: { probability: 0, amplitude: 0.3 },
};

/** The eight turns and mirrorings of a square, which need no interpolation, and a little brightness. */
const light: Augmentation = {
  ...none,
  flipVertical: HALF,
  flipHorizontal: HALF,
  rotate90: { probability: 1 },
  gainOffset: { probability: 0.5, gain: 0.1, offset: 0.1 },
};

/**
 * The list of the Kaggle entry whose lesson this lab shows (flips, any rotation, scale, noise, gamma, blur), without
 * what harms microscopy: no perspective, no colour shifts, noise well below the contrast of the cells.
 */
const heavy: Augmentation = {
  ...light,
  rotation: { probability: 1, degrees: 180 },
  scale: { probability: 1, low: 0.7, high: 1.3 },
  elastic: { probability: 0.3, amplitude: 2, spacing: 32 },
  gainOffset: { probability: 0.8, gain: 0.2, offset: 0.2 },
  gamma: { probability: 0.5, low: 0.8, high: 1.25 },
  blur: { probability: 0.4, sigma: 1.5 },
  noise: { probability: 0.5, deviation: 0.3 },
  illumination: { probability: 0.5, amplitude: 0.5 },
};

/** The augmentations offered by name. */
export const AUGMENTATION_PRESETS = { none, light, heavy } as const;
