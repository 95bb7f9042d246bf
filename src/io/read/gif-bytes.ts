const MOST_BLOCK_BYTES = 255;
/** Codes of nine bits between clear codes: the width must not grow. */
const CODES_BEFORE_CLEAR = 250;
const CLEAR = 256;
const END = 257;
const CODE_BITS = 9;

/** Each index a code of its own, with the table cleared before codes become wider. */
function pack(indices: Uint8Array): number[] {
  const codes: number[] = [];
  indices.forEach((index, at) => {
    if (at % CODES_BEFORE_CLEAR === 0) codes.push(CLEAR);
    codes.push(index);
  });
  codes.push(END);
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const code of codes) {
    bits |= code << held;
    held += CODE_BITS;
    for (; held >= 8; held -= 8, bits >>= 8) bytes.push(bits & 255);
  }
  bytes.push(bits & 255);
  return bytes;
}

/**
 * The bytes of a GIF for tests of the reader.
 *
 * @param frames Indices `[row, column]` of each frame.
 * @param palette Red, green and blue of 256 indices; greys when there is none.
 */
export function gifBytes(
  rows: number,
  columns: number,
  frames: readonly Uint8Array[],
  palette: readonly number[] = Array.from({ length: 768 }, (_, at) => Math.floor(at / 3)),
): Uint8Array {
  const sizes = [columns & 255, columns >> 8, rows & 255, rows >> 8];
  const bytes = [...new TextEncoder().encode("GIF89a"), ...sizes, 0xf7, 0, 0, ...palette];
  for (const frame of frames) {
    bytes.push(0x2c, 0, 0, 0, 0, ...sizes, 0, 8);
    const packed = pack(frame);
    for (let at = 0; at < packed.length; at += MOST_BLOCK_BYTES) {
      const block = packed.slice(at, at + MOST_BLOCK_BYTES);
      bytes.push(block.length, ...block);
    }
    bytes.push(0);
  }
  return Uint8Array.from([...bytes, 0x3b]);
}
