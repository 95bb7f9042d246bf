import { percentileOf } from "../../core/raster/percentile.ts";
import type { Normalisation } from "../../core/recipe/recipe.ts";
import { PERCENTILES } from "../../core/recipe/recipe-schema.ts";

/** Number of sampled pixels, evenly spaced: enough for a colour range, and fast on any image. */
const MAX_SAMPLED = 2 ** 16;

/**
 * Values that are drawn black and white: 0 and 1 if the normalisation maps to this range, otherwise the
 * percentiles 1 and 99.8 of the shown image. For a constant image the two are separated.
 */
export function imageRange(image: Float32Array, normalisation: Normalisation): readonly [number, number] {
  if (normalisation.kind === "percentile") return [0, 1];
  const stride = Math.ceil(image.length / MAX_SAMPLED);
  const sorted = image.filter((_, pixel) => pixel % stride === 0).sort();
  const low = percentileOf(sorted, PERCENTILES.low);
  const high = percentileOf(sorted, PERCENTILES.high);
  return high > low ? [low, high] : [low, low + 1];
}
