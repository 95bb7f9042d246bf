import type { Box, Labels, Size } from "../raster/plane.ts";

/** Rows that are read at once. */
const BAND = 64;

/** Whether a label is a cell, not background or ignored. */
export const isCell = (id: number) => id > 0;

/** Numbers of cell pixels in each row of an image, `[row]`, in one pass over its labels. */
export async function countCellPixels(
  source: Size & { readLabels(box: Box): Labels | Promise<Labels> },
): Promise<Uint32Array> {
  const { rows, columns } = source;
  const counts = new Uint32Array(rows);
  for (let top = 0; top < rows; top += BAND) {
    const { data } = await source.readLabels({ top, left: 0, rows: Math.min(BAND, rows - top), columns });
    for (let pixel = 0; pixel < data.length; pixel++) {
      if (isCell(data[pixel])) counts[top + Math.floor(pixel / columns)] += 1;
    }
  }
  return counts;
}
