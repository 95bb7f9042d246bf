import { decode } from "@thi.ng/rle-pack";
import { MAX_PIXELS } from "../bytes/limits.ts";
import { EntryError } from "./entry-values.ts";

const HEADER_BYTES = 7;
const CHANNELS = 4;
/** Bits per packed value. */
const WORD_BITS = 8;
/** Maximum number of values that the smallest number of bits can encode: a flag, a length and a value. */
const [MAX_REPEATS, MIN_BITS] = [2 ** 16, 12];

/**
 * Mask `[row, column]` of a Label Studio brush label, 1 in the cell. The source is the red, green, blue and
 * opacity of each pixel, packed by `@thi.ng/rle-pack`; pixels with any opacity are drawn. Throws an
 * EntryError.
 *
 * @param rle Bytes as numbers.
 */
export function brushMask(rle: unknown, rows: number, columns: number): Uint8Array {
  const isByte = (value: unknown) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 255;
  if (!Array.isArray(rle) || rle.length < HEADER_BYTES || !rle.every(isByte)) {
    throw new EntryError("its brush strokes are not bytes");
  }
  if (rows * columns > MAX_PIXELS) throw new EntryError("its image has more pixels than are read");
  const bytes = Uint8Array.from(rle);
  const count = new DataView(bytes.buffer).getUint32(0);
  if (count !== CHANNELS * rows * columns) {
    throw new EntryError(
      `its brush strokes are for ${count / CHANNELS} pixels, but the image has ${rows * columns}`,
    );
  }
  const minValues = count / MAX_REPEATS;
  if (bytes[4] >> 3 !== WORD_BITS - 1 || minValues * MIN_BITS > WORD_BITS * bytes.length) {
    throw new EntryError("its brush strokes are damaged");
  }
  const samples = decoded(bytes);
  return Uint8Array.from({ length: rows * columns }, (_, pixel) =>
    samples[CHANNELS * pixel + 3] > 0 ? 1 : 0,
  );
}

function decoded(bytes: Uint8Array): ArrayLike<number> {
  try {
    return decode(bytes);
  } catch (error) {
    throw new EntryError("its brush strokes are damaged", { cause: error });
  }
}
