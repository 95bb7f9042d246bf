import type { Box, Plane, PlaneData } from "./plane.ts";

/**
 * Copy of the values in a box, `[row, column, channel]`. The box must be within the plane.
 * @param channels values per pixel
 */
export function cut<Data extends PlaneData>(
  { rows, columns, data }: Plane<Data>,
  box: Box,
  channels = 1,
): Data {
  if (box.rows === rows && box.columns === columns) return data.slice() as Data;
  const line = box.columns * channels;
  const part = data.slice(0, box.rows * line) as Data;
  for (let row = 0; row < box.rows; row++) {
    const from = ((box.top + row) * columns + box.left) * channels;
    part.set(data.subarray(from, from + line), row * line);
  }
  return part;
}
