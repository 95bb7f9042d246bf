import { percentileOf } from "../../core/raster/percentile.ts";
import type { PlaneData } from "../../core/raster/plane.ts";
import type { Normalisation } from "../../core/recipe/recipe.ts";
import { PERCENTILES } from "../../core/recipe/recipe-schema.ts";

/** Number of sampled pixels, evenly spaced: enough for a colour range, and fast on any image. */
const MAX_SAMPLED = 2 ** 16;

/**
 * Two percentiles (0..100) of an image, from evenly spaced pixels. For a constant image the two values are
 * separated.
 */
export function percentileRange(
  image: PlaneData,
  low: number,
  high: number,
): readonly [low: number, high: number] {
  const stride = Math.max(1, Math.ceil(image.length / MAX_SAMPLED));
  const sampled = new Float32Array(Math.ceil(image.length / stride));
  for (let place = 0; place < sampled.length; place++) sampled[place] = image[place * stride];
  sampled.sort();
  const range = [percentileOf(sampled, low), percentileOf(sampled, high)] as const;
  return range[1] > range[0] ? range : [range[0], range[0] + 1];
}

/**
 * Values that are drawn black and white: 0 and 1 if the normalisation maps to this range, otherwise the
 * percentiles 1 and 99.8 of the shown image. For a constant image the two are separated.
 */
export function imageRange(image: Float32Array, normalisation: Normalisation): readonly [number, number] {
  if (normalisation.kind === "percentile") return [0, 1];
  return percentileRange(image, PERCENTILES.low, PERCENTILES.high);
}
