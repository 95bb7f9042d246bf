import { FileError } from "../../../core/dataset/pairing/file-error.ts";

/** Rows of a PNG or of one of its passes, as they are inflated: each begins with the number of its filter. */
interface FilteredRows {
  readonly rows: number;
  /** Bytes of a row without the number of its filter. */
  readonly rowBytes: number;
  /** Distance in bytes between corresponding bytes of neighbouring pixels, at least 1. */
  readonly pixelBytes: number;
}

/** The byte nearest to left + above - corner; ties are resolved in the order left, above, corner. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Adds the prediction to each byte of `row`, in place; `above` is the row above, zero for the first. */
type Unfilter = (row: Uint8Array, above: Uint8Array, pixelBytes: number) => void;

/** By number (PNG specification, section 9.2). Bytes before the first pixel are zero. */
const UNFILTERS: readonly Unfilter[] = [
  () => {},
  (row, _, pixelBytes) => {
    for (let at = pixelBytes; at < row.length; at++) row[at] += row[at - pixelBytes];
  },
  (row, above) => {
    for (let at = 0; at < row.length; at++) row[at] += above[at];
  },
  (row, above, pixelBytes) => {
    const first = Math.min(pixelBytes, row.length);
    for (let at = 0; at < first; at++) row[at] += above[at] >> 1;
    for (let at = first; at < row.length; at++) row[at] += (row[at - pixelBytes] + above[at]) >> 1;
  },
  (row, above, pixelBytes) => {
    const first = Math.min(pixelBytes, row.length);
    for (let at = 0; at < first; at++) row[at] += above[at];
    for (let at = first; at < row.length; at++) {
      row[at] += paeth(row[at - pixelBytes], above[at], above[at - pixelBytes]);
    }
  },
];

/**
 * The rows as they were before they were filtered, `[row, byte]`. Throws a FileError if a row has an unknown
 * filter.
 *
 * @param inflated At least `rows * (1 + rowBytes)` bytes.
 */
export function unfilteredRows(
  file: string,
  inflated: Uint8Array,
  { rows, rowBytes, pixelBytes }: FilteredRows,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(rows * rowBytes);
  let above: Uint8Array = new Uint8Array(rowBytes);
  for (let row = 0; row < rows; row++) {
    const at = row * (1 + rowBytes);
    const unfilter = UNFILTERS[inflated[at]];
    if (!unfilter) throw new FileError(file, "The PNG's data are damaged. Export the file again.");
    const bytes = out.subarray(row * rowBytes, (row + 1) * rowBytes);
    bytes.set(inflated.subarray(at + 1, at + 1 + rowBytes));
    unfilter(bytes, above, pixelBytes);
    above = bytes;
  }
  return out;
}
