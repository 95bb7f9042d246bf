import type { Pixels } from "../../../core/raster/plane.ts";

/** The first EXIF orientation that swaps rows and columns. */
const FIRST_SWAPPED = 5;

/**
 * Row and column of the stored image for a pixel of the upright one; `lastRow` and `lastColumn` refer to the
 * stored image.
 */
type Source = (
  row: number,
  column: number,
  lastRow: number,
  lastColumn: number,
) => readonly [row: number, column: number];

/** By EXIF orientation (EXIF 2.3, tag 0x0112). */
const SOURCES: Record<number, Source> = {
  2: (row, column, _, lastColumn) => [row, lastColumn - column],
  3: (row, column, lastRow, lastColumn) => [lastRow - row, lastColumn - column],
  4: (row, column, lastRow) => [lastRow - row, column],
  5: (row, column) => [column, row],
  6: (row, column, lastRow) => [lastRow - column, row],
  7: (row, column, lastRow, lastColumn) => [lastRow - column, lastColumn - row],
  8: (row, column, _, lastColumn) => [column, lastColumn - row],
};

/** An image rotated and mirrored to stand upright. `orientation` is the EXIF value, 1 to 8. */
export function upright(pixels: Pixels, orientation: number): Pixels {
  const source = SOURCES[orientation];
  if (!source) return pixels;
  const swapped = orientation >= FIRST_SWAPPED;
  const [rows, columns] = swapped ? [pixels.columns, pixels.rows] : [pixels.rows, pixels.columns];
  const { channels } = pixels;
  const data = pixels.data.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [fromRow, fromColumn] = source(row, column, pixels.rows - 1, pixels.columns - 1);
      const stored = (fromRow * pixels.columns + fromColumn) * channels;
      const target = (row * columns + column) * channels;
      for (let channel = 0; channel < channels; channel++) {
        data[target + channel] = pixels.data[stored + channel];
      }
    }
  }
  return { rows, columns, channels, data };
}
