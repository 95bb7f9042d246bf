import type { Box, Size } from "../raster/plane.ts";
import { mirrored } from "./resample.ts";
import type { SourceCoordinates } from "./source-coordinates.ts";

/** First pixel and number of pixels along one axis that interpolation at these coordinates reads. */
function span(places: Float64Array, length: number): { start: number; count: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let pixel = 0; pixel < places.length; pixel++) {
    if (places[pixel] < low) low = places[pixel];
    if (places[pixel] > high) high = places[pixel];
  }
  // Beyond one period, reflection repeats the same pixels.
  const [from, to] = [Math.floor(low), Math.min(Math.floor(high) + 1, Math.floor(low) + 2 * length)];
  let first = length - 1;
  let last = 0;
  for (let index = from; index <= to; index++) {
    const pixel = mirrored(index, length);
    first = Math.min(first, pixel);
    last = Math.max(last, pixel);
  }
  return { start: first, count: last - first + 1 };
}

/**
 * The pixels of an image of this size that interpolation at the coordinates reads: the two neighbours per
 * axis, reflected if they are beyond the image.
 */
export function sourceBox({ row, column }: SourceCoordinates, { rows, columns }: Size): Box {
  const vertical = span(row, rows);
  const horizontal = span(column, columns);
  return {
    top: vertical.start,
    left: horizontal.start,
    rows: vertical.count,
    columns: horizontal.count,
  };
}
