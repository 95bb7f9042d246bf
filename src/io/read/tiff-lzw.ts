const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const MOST_CODES = 4096;
const LEAST_BITS = 9;
const MOST_BITS = 12;

/**
 * Unpacks TIFF's LZW (codes of 9 to 12 bits, high bit first, width raised one code early, TIFF 6.0 section 13)
 * into `out`, and stops when that is full. Returns the bytes written; fewer than `out` holds when the data end
 * early or break the rules.
 */
export function unpackLzw(bytes: Uint8Array, out: Uint8Array): number {
  // An entry of the table is a stretch of what was already written.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let next = FIRST_FREE;
  let width = LEAST_BITS;
  let lastStart = -1;
  let lastLength = 0;
  let filled = 0;
  let bits = 0;
  let held = 0;
  let at = 0;

  while (filled < out.length) {
    while (held < width) {
      if (at >= bytes.length) return filled;
      bits = ((bits << 8) | bytes[at++]) & 0xffffff;
      held += 8;
    }
    held -= width;
    const code = (bits >> held) & (2 ** width - 1);
    if (code === END) return filled;
    if (code === CLEAR) {
      next = FIRST_FREE;
      width = LEAST_BITS;
      lastStart = -1;
      continue;
    }
    const start = filled;
    if (code < CLEAR) {
      out[filled++] = code;
    } else if (lastStart < 0 || code > next || (code === next && next >= MOST_CODES)) {
      return filled;
    } else {
      // The code that is just being made is the last stretch and its own first byte.
      const from = code === next ? lastStart : starts[code];
      const length = code === next ? lastLength + 1 : lengths[code];
      const end = Math.min(out.length, filled + length);
      for (let source = from; filled < end; source++) out[filled++] = out[source];
    }
    if (lastStart >= 0 && next < MOST_CODES) {
      starts[next] = lastStart;
      lengths[next] = lastLength + 1;
      next += 1;
      if (next + 1 >= 2 ** width && width < MOST_BITS) width += 1;
    }
    lastStart = start;
    lastLength = filled - start;
  }
  return filled;
}
