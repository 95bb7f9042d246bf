import { type WebpBits, WebpError } from "./webp-bits.ts";
import { type PrefixCode, readPrefixCode, readSymbol } from "./webp-codes.ts";

/** Pixels as alpha, red, green, blue from the highest byte to the lowest, `[row, column]`. */
export interface WebpImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

const LENGTH_CODES = 24;
const VALUES = 256;
const DISTANCE_CODES = 40;
const MAX_CACHE_BITS = 11;
const CACHE_FACTOR = 0x1e35a7bd;
const NEAR_ROWS = 7;
const NEAR_COLUMNS = 8;

/**
 * Offsets in columns to the left and rows up for the first 120 distance codes (section 5.2.2), nearest first.
 */
const NEAR = Array.from({ length: (NEAR_ROWS + 1) * 2 * NEAR_COLUMNS }, (_, at) => ({
  left: NEAR_COLUMNS - (at % (2 * NEAR_COLUMNS)),
  up: Math.floor(at / (2 * NEAR_COLUMNS)),
}))
  .filter(({ left, up }) => up > 0 || left > 0)
  .sort((a, b) => {
    const further = a.left ** 2 + a.up ** 2 - b.left ** 2 - b.up ** 2;
    return further || Math.abs(a.left) - Math.abs(b.left) || b.left - a.left;
  });

/** The prefix codes of one part of the image. */
interface CodeGroup {
  readonly green: PrefixCode;
  readonly red: PrefixCode;
  readonly blue: PrefixCode;
  readonly alpha: PrefixCode;
  readonly distance: PrefixCode;
}

/** Assignment of pixels to code groups. */
interface Groups {
  readonly groups: readonly CodeGroup[];
  /**
   * Each block with a side of 2^bits pixels has one group; the map contains their numbers, or is null if all
   * pixels use the first.
   */
  readonly bits: number;
  readonly map: WebpImage | null;
}

function readGroup(bits: WebpBits, cacheSize: number): CodeGroup {
  return {
    green: readPrefixCode(bits, VALUES + LENGTH_CODES + cacheSize),
    red: readPrefixCode(bits, VALUES),
    blue: readPrefixCode(bits, VALUES),
    alpha: readPrefixCode(bits, VALUES),
    distance: readPrefixCode(bits, DISTANCE_CODES),
  };
}

/** Number of blocks of 2^bits in a length. */
export function blocksIn(length: number, bits: number): number {
  return Math.ceil(length / 2 ** bits);
}

/** The group number is red and green of the map's pixel together. */
const groupIn = (pixel: number) => (pixel >>> 8) & 0xffff;

function readGroups(bits: WebpBits, width: number, height: number, main: boolean, cacheSize: number): Groups {
  if (!main || bits.read(1) === 0) return { groups: [readGroup(bits, cacheSize)], bits: 0, map: null };
  const blockBits = 2 + bits.read(3);
  const map = readWebpImage(bits, blocksIn(width, blockBits), blocksIn(height, blockBits), false);
  const count = 1 + map.pixels.reduce((most, pixel) => Math.max(most, groupIn(pixel)), 0);
  const groups: CodeGroup[] = [];
  for (let index = 0; index < count; index++) groups.push(readGroup(bits, cacheSize));
  return { groups, bits: blockBits, map };
}

/** A length or distance: short values have their own codes, longer ones extra bits. */
function readExtended(bits: WebpBits, code: number): number {
  if (code < 4) return code + 1;
  const extra = (code - 2) >> 1;
  return ((2 + (code & 1)) << extra) + bits.read(extra) + 1;
}

function pixelsBack(distance: number, width: number): number {
  if (distance > NEAR.length) return distance - NEAR.length;
  const { left, up } = NEAR[distance - 1];
  return Math.max(1, left + up * width);
}

/**
 * Reads entropy-coded pixels (WebP lossless specification, sections 5 and 6). Throws a WebpError.
 *
 * @param main Whether this is the image itself, whose parts may have different codes, or an auxiliary table
 * or map.
 */
export function readWebpImage(bits: WebpBits, width: number, height: number, main: boolean): WebpImage {
  const cacheBits = bits.read(1) === 1 ? bits.read(4) : 0;
  if (cacheBits > MAX_CACHE_BITS) throw new WebpError("The colour cache is too large.");
  const cacheSize = cacheBits > 0 ? 2 ** cacheBits : 0;
  const cache = new Uint32Array(cacheSize);
  const { groups, bits: blockBits, map } = readGroups(bits, width, height, main, cacheSize);
  const pixels = new Uint32Array(width * height);
  const remember = (pixel: number) => {
    if (cacheSize > 0) cache[Math.imul(CACHE_FACTOR, pixel) >>> (32 - cacheBits)] = pixel;
  };
  for (let at = 0; at < pixels.length; ) {
    const row = Math.floor(at / width);
    const column = at - row * width;
    const block = map ? map.pixels[(row >> blockBits) * map.width + (column >> blockBits)] : 0;
    const group = groups[groupIn(block)];
    const symbol = readSymbol(bits, group.green);
    if (symbol < VALUES) {
      const red = readSymbol(bits, group.red);
      const blue = readSymbol(bits, group.blue);
      const alpha = readSymbol(bits, group.alpha);
      pixels[at] = (alpha << 24) | (red << 16) | (symbol << 8) | blue;
      remember(pixels[at]);
      at += 1;
    } else if (symbol < VALUES + LENGTH_CODES) {
      const length = readExtended(bits, symbol - VALUES);
      const back = pixelsBack(readExtended(bits, readSymbol(bits, group.distance)), width);
      if (back > at || at + length > pixels.length)
        throw new WebpError("A repetition goes beyond the image.");
      for (const end = at + length; at < end; at++) {
        pixels[at] = pixels[at - back];
        remember(pixels[at]);
      }
    } else {
      pixels[at] = cache[symbol - VALUES - LENGTH_CODES];
      remember(pixels[at]);
      at += 1;
    }
  }
  return { width, height, pixels };
}
