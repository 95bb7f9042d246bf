import { isCell } from "./count-cell-pixels.ts";
import type { Random } from "./random.ts";
import type { SourceImage } from "./source-image.ts";

/** A random pixel of a cell, every one alike; null if the image has none. */
export async function drawCellPixel(
  source: SourceImage,
  random: Random,
): Promise<{ readonly row: number; readonly column: number } | null> {
  const counts = await source.cellPixels();
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = random.integer(total);
  let row = 0;
  for (; left >= counts[row]; row++) left -= counts[row];
  const { data } = await source.readLabels({ top: row, left: 0, rows: 1, columns: source.columns });
  let column = 0;
  for (; !isCell(data[column]) || left > 0; column++) if (isCell(data[column])) left -= 1;
  return { row, column };
}
