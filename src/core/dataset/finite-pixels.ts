import type { Pixels } from "../raster/plane.ts";

/** An image with finite values only, and the number of values that were replaced. */
export interface FinitePixels {
  readonly pixels: Pixels;
  readonly replaced: number;
}

/**
 * Replaces infinities and NaN by the lowest finite value of the image (0 if there is none), because a single
 * one would spoil every average.
 */
export function finitePixels(pixels: Pixels): FinitePixels {
  if (!(pixels.data instanceof Float32Array) || pixels.data.every(Number.isFinite)) {
    return { pixels, replaced: 0 };
  }
  const lowest = pixels.data.reduce(
    (low, value) => (Number.isFinite(value) && value < low ? value : low),
    Number.POSITIVE_INFINITY,
  );
  const floor = Number.isFinite(lowest) ? lowest : 0;
  let replaced = 0;
  const data = pixels.data.map((value) => {
    if (Number.isFinite(value)) return value;
    replaced += 1;
    return floor;
  });
  return { pixels: { ...pixels, data }, replaced };
}
