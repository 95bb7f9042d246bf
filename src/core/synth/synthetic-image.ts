import { type BuiltInKind, type DrawnImage, drawBuiltInImage } from "./draw-sample.ts";
import { BUILT_IN_IMAGES, SYNTHETIC_SEEDS } from "./sample-sizes.ts";

/** Draws a synthetic image, 0 to `SYNTHETIC_IMAGES` - 1, to train on. */
export function drawSyntheticImage(kind: BuiltInKind, image: number): DrawnImage {
  const seed = SYNTHETIC_SEEDS[Math.floor(image / BUILT_IN_IMAGES)];
  return drawBuiltInImage(kind, seed, image % BUILT_IN_IMAGES);
}
