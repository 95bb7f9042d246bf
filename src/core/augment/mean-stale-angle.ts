import type { Sample, StaleVectors } from "./sample.ts";

/**
 * Mean angle in degrees, 0..180, between the stale and the recomputed vectors over the pixels where both are
 * valid; null without such a pixel.
 */
export function meanStaleAngle(
  { valid }: Pick<Sample, "valid">,
  stale: Pick<StaleVectors, "valid" | "angle">,
): number | null {
  let sum = 0;
  let pixels = 0;
  for (let pixel = 0; pixel < valid.length; pixel++) {
    if (!(valid[pixel] > 0 && stale.valid[pixel] > 0)) continue;
    sum += stale.angle[pixel];
    pixels += 1;
  }
  return pixels === 0 ? null : sum / pixels;
}
