import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { PngParts } from "./png-chunks.ts";

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

/** The byte nearest to left + above - corner; ties are resolved in the order left, above, corner. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((byte) =>
    Math.abs(left + above - corner - byte),
  );
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

type Filter = (left: number, above: number, corner: number) => number;

/** Predictions added to each byte of a row (PNG specification, section 9.2). */
const FILTERS: readonly Filter[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

function unfilter(row: Uint8Array, above: Uint8Array, filter: Filter): void {
  for (let at = 0; at < row.length; at++) {
    row[at] += at > 0 ? filter(row[at - 1], above[at], above[at - 1]) : filter(0, above[at], 0);
  }
}

/**
 * Samples of an interlaced PNG of 1, 2 or 4 bits, one byte each, `[row, column]`. Throws a FileError if a row
 * has an unknown filter.
 *
 * @param inflated All passes, with the number of bytes given by their sizes; filters are undone in place.
 */
export function interlacedSamples(
  file: string,
  inflated: Uint8Array,
  { rows, columns, depth }: PngParts,
): Uint8Array {
  const out = new Uint8Array(rows * columns);
  const perByte = 8 / depth;
  let at = 0;
  for (const pass of passesOf(rows, columns)) {
    const rowBytes = Math.ceil(pass.columns / perByte);
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let row = 0; row < pass.rows; row++) {
      const filter = FILTERS[inflated[at]];
      if (!filter) throw new FileError(file, "The PNG's data are damaged. Export the file again.");
      const bytes = inflated.subarray(at + 1, at + 1 + rowBytes);
      unfilter(bytes, above, filter);
      for (let column = 0; column < pass.columns; column++) {
        const shift = 8 - depth * ((column % perByte) + 1);
        out[pass.pixelAt(row, column)] = (bytes[Math.floor(column / perByte)] >> shift) & (2 ** depth - 1);
      }
      above = bytes;
      at += 1 + rowBytes;
    }
  }
  return out;
}
