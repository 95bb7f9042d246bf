import type { Patch, PlaneData, Size } from "../raster/plane.ts";
import type { Padding } from "./augmentation.ts";
import type { SourceCoordinates } from "./source-coordinates.ts";

/**
 * Index in 0..length-1 of the pixel at `index` of an image with reflection padding that repeats the edge
 * pixels.
 */
export function mirrored(index: number, length: number): number {
  const period = 2 * length;
  const within = ((index % period) + period) % period;
  return within < length ? within : period - 1 - within;
}

/** 1 where the nearest source pixel exists, 0 where the crop is beyond the image. */
export function insideOf({ row, column }: SourceCoordinates, { rows, columns }: Size): Float32Array {
  const inside = new Float32Array(row.length);
  for (let pixel = 0; pixel < row.length; pixel++) {
    const r = Math.round(row[pixel]);
    const c = Math.round(column[pixel]);
    if (r >= 0 && r < rows && c >= 0 && c < columns) inside[pixel] = 1;
  }
  return inside;
}

/**
 * Value of the nearest source pixel for each pixel of the crop; beyond the image reflected or 0. The patch
 * must contain the `sourceBox` of the coordinates.
 * @param channels values per pixel, in the source and in the target
 */
export function sampleNearest<Data extends PlaneData>(
  { of: { rows, columns }, box, data }: Patch<Data>,
  coordinates: SourceCoordinates,
  padding: Padding,
  target: Data,
  channels = 1,
): Data {
  const { row, column } = coordinates;
  const copy = (r: number, c: number, pixel: number) => {
    const from = channels * ((r - box.top) * box.columns + c - box.left);
    const to = channels * pixel;
    for (let channel = 0; channel < channels; channel++) target[to + channel] = data[from + channel];
  };
  for (let pixel = 0; pixel < row.length; pixel++) {
    const r = Math.round(row[pixel]);
    const c = Math.round(column[pixel]);
    const inside = r >= 0 && r < rows && c >= 0 && c < columns;
    if (inside) copy(r, c, pixel);
    else if (padding === "reflect") copy(mirrored(r, rows), mirrored(c, columns), pixel);
    else target.fill(0, channels * pixel, channels * (pixel + 1));
  }
  return target;
}

/**
 * Bilinear interpolation of the source at each pixel of the crop; beyond the image reflected or 0. Exact at
 * integer coordinates. The patch must contain the `sourceBox` of the coordinates.
 */
export function sampleBilinear(
  { of: { rows, columns }, box, data }: Patch,
  coordinates: SourceCoordinates,
  padding: Padding,
): Float32Array {
  const read = (row: number, column: number) => data[(row - box.top) * box.columns + column - box.left];
  const at = (row: number, column: number): number => {
    if (row >= 0 && row < rows && column >= 0 && column < columns) return read(row, column);
    return padding === "reflect" ? read(mirrored(row, rows), mirrored(column, columns)) : 0;
  };
  const { row, column } = coordinates;
  const plane = new Float32Array(row.length);
  for (let pixel = 0; pixel < plane.length; pixel++) {
    const top = Math.floor(row[pixel]);
    const left = Math.floor(column[pixel]);
    const down = row[pixel] - top;
    const right = column[pixel] - left;
    if (down === 0 && right === 0) {
      plane[pixel] = at(top, left);
      continue;
    }
    const above = at(top, left) * (1 - right) + at(top, left + 1) * right;
    const below = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right;
    plane[pixel] = above * (1 - down) + below * down;
  }
  return plane;
}
