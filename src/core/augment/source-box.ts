import type { Box, Size } from "../raster/plane.ts";
import { mirrored } from "./resample.ts";
import type { SourceCoordinates } from "./source-coordinates.ts";

/** First pixel and number of pixels, along one axis, of all that lie around these places. */
function span(places: Float64Array, length: number): { start: number; count: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    low = Math.min(low, place);
    high = Math.max(high, place);
  }
  // Beyond one period mirroring shows nothing new.
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
 * The pixels of an image of this size from which the places are read: the two around each along each axis, mirrored
 * where they lie beyond the image.
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
