import type { Picture } from "../../../core/raster/plane.ts";

/** Orientations of EXIF from this one on swap rows and columns. */
const FIRST_SWAPPED = 5;

/** Row and column of the stored picture for a place in the upright one; `lastRow` and `lastColumn` are of the stored. */
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

/** A picture turned and mirrored to stand upright. `orientation` counts as EXIF does, 1 to 8. */
export function upright(picture: Picture, orientation: number): Picture {
  const source = SOURCES[orientation];
  if (!source) return picture;
  const swapped = orientation >= FIRST_SWAPPED;
  const [rows, columns] = swapped ? [picture.columns, picture.rows] : [picture.rows, picture.columns];
  const { channels } = picture;
  const data = picture.data.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [fromRow, fromColumn] = source(row, column, picture.rows - 1, picture.columns - 1);
      const stored = (fromRow * picture.columns + fromColumn) * channels;
      const target = (row * columns + column) * channels;
      for (let channel = 0; channel < channels; channel++) {
        data[target + channel] = picture.data[stored + channel];
      }
    }
  }
  return { rows, columns, channels, data };
}
