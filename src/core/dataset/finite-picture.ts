import type { Picture } from "../raster/plane.ts";

/** A picture without values that are not numbers, and how many there were. */
export interface FinitePicture {
  readonly picture: Picture;
  readonly replaced: number;
}

/**
 * Sets infinite values and those that are not numbers to the lowest number in the picture (0 when there is none),
 * since a single one would spoil every average.
 */
export function finitePicture(picture: Picture): FinitePicture {
  if (!(picture.data instanceof Float32Array) || picture.data.every(Number.isFinite)) {
    return { picture, replaced: 0 };
  }
  const lowest = picture.data.reduce(
    (low, value) => (Number.isFinite(value) && value < low ? value : low),
    Number.POSITIVE_INFINITY,
  );
  const floor = Number.isFinite(lowest) ? lowest : 0;
  let replaced = 0;
  const data = picture.data.map((value) => {
    if (Number.isFinite(value)) return value;
    replaced += 1;
    return floor;
  });
  return { picture: { ...picture, data }, replaced };
}
