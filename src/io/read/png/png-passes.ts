/** First row and column, and row and column steps, of the seven passes of an interlaced PNG (Adam7). */
const ADAM7 = [
  [0, 0, 8, 8],
  [0, 4, 8, 8],
  [4, 0, 8, 4],
  [0, 2, 4, 4],
  [2, 0, 4, 2],
  [0, 1, 2, 2],
  [1, 0, 2, 1],
] as const;

/** A pass of an interlaced PNG, which is an image of part of the pixels. */
interface PngPass {
  readonly rows: number;
  readonly columns: number;
  /** Pixel index in the whole image of a row and column of the pass. */
  pixelAt(row: number, column: number): number;
}

/** The non-empty passes of an interlaced PNG of this size. */
export function passesOf(rows: number, columns: number): PngPass[] {
  return ADAM7.map(([firstRow, firstColumn, rowStep, columnStep]) => ({
    rows: Math.ceil((rows - firstRow) / rowStep),
    columns: Math.ceil((columns - firstColumn) / columnStep),
    pixelAt: (row: number, column: number) =>
      (firstRow + row * rowStep) * columns + firstColumn + column * columnStep,
  })).filter((pass) => pass.rows > 0 && pass.columns > 0);
}
