import { BUILT_IN_IMAGES, type BuiltInKind, type DrawnImage, drawBuiltInImage } from "./draw-sample.ts";

/**
 * Seeds of the samples that training crops can come from: the same in every run, and beyond those of recipes, so that
 * no run trains on the images that it is validated on when these are a built-in sample themselves.
 */
const SEEDS = [2 ** 31, 2 ** 31 + 1];

/** Number of synthetic images of each kind. */
export const SYNTHETIC_IMAGES = SEEDS.length * BUILT_IN_IMAGES;

/** Draws a synthetic image, 0 to `SYNTHETIC_IMAGES` - 1, to train on. */
export function drawSyntheticImage(kind: BuiltInKind, image: number): DrawnImage {
  return drawBuiltInImage(kind, SEEDS[Math.floor(image / BUILT_IN_IMAGES)], image % BUILT_IN_IMAGES);
}
