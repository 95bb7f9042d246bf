const MAX_CODES = 4096;
const MAX_BITS = 12;
const MAX_VALUE_BITS = 8;

/**
 * Maximum number of bytes per byte: a code of twelve bits can encode as many bytes as the table has entries.
 */
export const MAX_LZW_GROWTH = (MAX_CODES * 8) / MAX_BITS;

/** Differences between the LZW variants of the file formats. */
export interface LzwKind {
  /** Bits of a literal value, 1 to 8; codes begin one bit wider. */
  readonly valueBits: number;
  /** Codes are packed into bytes from the lowest or from the highest bit. */
  readonly order: "low bits first" | "high bits first";
  /** Number of codes by which the width increases before all codes of the current width are used. */
  readonly early: 0 | 1;
}

/** TIFF 6.0, section 13. */
export const TIFF_LZW: LzwKind = { valueBits: 8, order: "high bits first", early: 1 };

/** GIF 89a, appendix F. */
export function gifLzw(valueBits: number): LzwKind {
  return { valueBits, order: "low bits first", early: 0 };
}

/** Returns the next code of a width, or -1 at the end of the bytes. */
type CodeReader = (width: number) => number;

function lowBitsFirst(bytes: Uint8Array): CodeReader {
  let bits = 0;
  let held = 0;
  let at = 0;
  return (width) => {
    while (held < width) {
      if (at >= bytes.length) return -1;
      bits |= bytes[at++] << held;
      held += 8;
    }
    const code = bits & (2 ** width - 1);
    bits >>>= width;
    held -= width;
    return code;
  };
}

function highBitsFirst(bytes: Uint8Array): CodeReader {
  let bits = 0;
  let held = 0;
  let at = 0;
  return (width) => {
    while (held < width) {
      if (at >= bytes.length) return -1;
      bits = ((bits << 8) | bytes[at++]) & 0xffffff;
      held += 8;
    }
    held -= width;
    return (bits >> held) & (2 ** width - 1);
  };
}

/**
 * Unpacks LZW with codes of up to 12 bits into `out` until it is full. Returns the number of bytes written,
 * which is smaller than the length of `out` if the data end early or are invalid.
 */
export function unpackLzw(bytes: Uint8Array, out: Uint8Array, kind: LzwKind): number {
  const { valueBits, order, early } = kind;
  if (valueBits < 1 || valueBits > MAX_VALUE_BITS) return 0;
  const clear = 2 ** valueBits;
  const end = clear + 1;
  const nextCode = order === "low bits first" ? lowBitsFirst(bytes) : highBitsFirst(bytes);
  // A table entry is a range of the output written so far.
  const starts = new Int32Array(MAX_CODES);
  const lengths = new Int32Array(MAX_CODES);
  let next = end + 1;
  let width = valueBits + 1;
  let lastStart = -1;
  let lastLength = 0;
  let filled = 0;
  while (filled < out.length) {
    const code = nextCode(width);
    if (code < 0 || code === end) return filled;
    if (code === clear) {
      next = end + 1;
      width = valueBits + 1;
      lastStart = -1;
      continue;
    }
    const start = filled;
    if (code < clear) {
      out[filled++] = code;
    } else if (lastStart < 0 || code > next || (code === next && next >= MAX_CODES)) {
      return filled;
    } else {
      // The code that is being defined is the last range followed by its own first byte.
      const from = code === next ? lastStart : starts[code];
      const length = code === next ? lastLength + 1 : lengths[code];
      const stop = Math.min(out.length, filled + length);
      for (let source = from; filled < stop; source++) out[filled++] = out[source];
    }
    if (lastStart >= 0 && next < MAX_CODES) {
      starts[next] = lastStart;
      lengths[next] = lastLength + 1;
      next += 1;
    }
    if (next + early >= 2 ** width && width < MAX_BITS) width += 1;
    lastStart = start;
    lastLength = filled - start;
  }
  return filled;
}
