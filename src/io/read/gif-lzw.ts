const MOST_CODES = 4096;
const MOST_BITS = 12;
const MOST_FIRST_BITS = 8;

/**
 * Unpacks GIF's LZW (GIF 89a, appendix F: codes of up to 12 bits, low bit first) into `out`, and stops when that is
 * full. Returns the bytes written; fewer than `out` holds when the data end early or break the rules.
 *
 * @param firstBits Bits of a colour index; codes begin one bit wider.
 */
export function unpackGifLzw(bytes: Uint8Array, firstBits: number, out: Uint8Array): number {
  if (firstBits < 1 || firstBits > MOST_FIRST_BITS) return 0;
  const clear = 2 ** firstBits;
  const end = clear + 1;
  // An entry of the table is a stretch of what was already written.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let next = end + 1;
  let width = firstBits + 1;
  let lastStart = -1;
  let lastLength = 0;
  let filled = 0;
  let bits = 0;
  let held = 0;
  let at = 0;
  while (filled < out.length) {
    while (held < width) {
      if (at >= bytes.length) return filled;
      bits |= bytes[at++] << held;
      held += 8;
    }
    const code = bits & (2 ** width - 1);
    bits >>>= width;
    held -= width;
    if (code === end) return filled;
    if (code === clear) {
      next = end + 1;
      width = firstBits + 1;
      lastStart = -1;
      continue;
    }
    const start = filled;
    if (code < clear) {
      out[filled++] = code;
    } else if (lastStart < 0 || code > next || (code === next && next >= MOST_CODES)) {
      return filled;
    } else {
      // The code that is just being made is the last stretch and its own first byte.
      const from = code === next ? lastStart : starts[code];
      const length = code === next ? lastLength + 1 : lengths[code];
      const stop = Math.min(out.length, filled + length);
      for (let source = from; filled < stop; source++) out[filled++] = out[source];
    }
    if (lastStart >= 0 && next < MOST_CODES) {
      starts[next] = lastStart;
      lengths[next] = lastLength + 1;
      next += 1;
    }
    if (next === 2 ** width && width < MOST_BITS) width += 1;
    lastStart = start;
    lastLength = filled - start;
  }
  return filled;
}
