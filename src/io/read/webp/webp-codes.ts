import { type WebpBits, WebpError } from "./webp-bits.ts";

const MAX_LENGTH = 15;
const REPEAT_LAST = 16;
const FEW_ZEROS = 17;
const MANY_ZEROS = 18;
/** Storage order of the code lengths of the code for lengths. */
const LENGTH_ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const FIRST_REPEATED = 8;

/** A canonical prefix code: number of codes of each length, and the symbols in code order. */
export interface PrefixCode {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** A code from the code lengths of its symbols. Throws a WebpError unless the code is complete. */
function codeOf(lengths: ArrayLike<number>): PrefixCode {
  const counts = new Uint16Array(MAX_LENGTH + 1);
  const used: number[] = [];
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    if (lengths[symbol] === 0) continue;
    used.push(symbol);
    counts[lengths[symbol]] += 1;
  }
  const symbols = Uint16Array.from(used.sort((a, b) => lengths[a] - lengths[b] || a - b));
  if (symbols.length === 1) return { counts: new Uint16Array(MAX_LENGTH + 1), symbols };
  const filled = counts.reduce((sum, count, length) => sum + count * 2 ** -length, 0);
  if (filled !== 1) throw new WebpError("A prefix code is damaged.");
  return { counts, symbols };
}

/** The next symbol; a code with a single symbol takes no bits. */
export function readSymbol(bits: WebpBits, { counts, symbols }: PrefixCode): number {
  if (symbols.length === 1) return symbols[0];
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= MAX_LENGTH; length++) {
    code |= bits.read(1);
    const count = counts[length];
    if (code - count < first) return symbols[index + code - first];
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw new WebpError("A prefix code is damaged.");
}

function simpleCode(bits: WebpBits): PrefixCode {
  const two = bits.read(1) === 1;
  const symbols = [bits.read(bits.read(1) === 1 ? 8 : 1)];
  if (two) symbols.push(bits.read(8));
  const counts = new Uint16Array(MAX_LENGTH + 1);
  if (two) counts[1] = 2;
  return { counts, symbols: Uint16Array.from(symbols.sort((a, b) => a - b)) };
}

/** Reads a prefix code of an alphabet of `size` symbols (WebP lossless specification, section 6.2.1). */
export function readPrefixCode(bits: WebpBits, size: number): PrefixCode {
  if (bits.read(1) === 1) return simpleCode(bits);
  const ofLengths = new Uint8Array(LENGTH_ORDER.length);
  const stored = 4 + bits.read(4);
  if (stored > LENGTH_ORDER.length) throw new WebpError("A prefix code is damaged.");
  for (let index = 0; index < stored; index++) ofLengths[LENGTH_ORDER[index]] = bits.read(3);
  const code = codeOf(ofLengths);
  let left = bits.read(1) === 1 ? 2 + bits.read(2 + 2 * bits.read(3)) : size;
  if (left > size) throw new WebpError("A prefix code is damaged.");
  const lengths = new Uint8Array(size);
  let last = FIRST_REPEATED;
  for (let at = 0; at < size && left > 0; left--) {
    const symbol = readSymbol(bits, code);
    if (symbol < REPEAT_LAST) {
      lengths[at++] = symbol;
      if (symbol !== 0) last = symbol;
      continue;
    }
    const value = symbol === REPEAT_LAST ? last : 0;
    const run =
      symbol === REPEAT_LAST ? 3 + bits.read(2) : symbol === FEW_ZEROS ? 3 + bits.read(3) : 11 + bits.read(7);
    if (symbol > MANY_ZEROS || at + run > size) throw new WebpError("A prefix code is damaged.");
    lengths.fill(value, at, at + run);
    at += run;
  }
  return codeOf(lengths);
}
