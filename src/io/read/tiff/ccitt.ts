import { BLACK_RUNS, CODING_MODES, MAX_CODE_BITS, WHITE_RUNS } from "./ccitt-codes.ts";

/**
 * Coding of rows: each one-dimensional and aligned to a byte; one-dimensional after a marker (group 3); after
 * a marker that selects one-dimensional coding or coding by the row above (group 3, two-dimensional); or
 * always by the row above (group 4).
 */
export type CcittCoding = "bytes" | "group 3" | "group 3 mixed" | "group 4";

const END_OF_LINE_ZEROS = 11;
const LONGEST_FINAL_RUN = 63;

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at >= 8 * this.#bytes.length;
  }

  /** The next bit; zeros after the end. */
  bit(): number {
    const bit = (this.#bytes[this.#at >> 3] >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }

  align(): void {
    this.#at = 8 * Math.ceil(this.#at / 8);
  }

  /** The meaning of the next code, or null if there is no such code. */
  code<Meaning>(meanings: ReadonlyMap<number, Meaning>): Meaning | null {
    let code = 1;
    for (let bits = 0; bits < MAX_CODE_BITS; bits++) {
      code = 2 * code + this.bit();
      const meaning = meanings.get(code);
      if (meaning !== undefined) return meaning;
    }
    return null;
  }

  /** Skips an end-of-line marker with any fill bits before it; keeps the position if there is none. */
  skipEndOfLine(): boolean {
    const start = this.#at;
    let zeros = 0;
    while (!this.ended && this.bit() === 0) zeros += 1;
    if (zeros >= END_OF_LINE_ZEROS && !this.ended) return true;
    this.#at = start;
    return false;
  }
}

/** The length of a run: any number of make-up codes and a terminating code; null if a code is invalid. */
function runLength(bits: BitReader, black: boolean, most: number): number | null {
  for (let length = 0; ; ) {
    const part = bits.code(black ? BLACK_RUNS : WHITE_RUNS);
    if (part === null) return null;
    length += part;
    if (length > most) return null;
    if (part <= LONGEST_FINAL_RUN) return length;
  }
}

/** Records a colour change; a second one at the same position cancels the first. */
function change(changes: number[], at: number): void {
  if (changes.length > 0 && changes[changes.length - 1] === at) changes.pop();
  else changes.push(at);
}

/** Positions of colour changes in a row with one-dimensional coding; null if damaged. */
function rowAlone(bits: BitReader, width: number): number[] | null {
  const changes: number[] = [];
  for (let at = 0, black = false; at < width; black = !black) {
    const run = runLength(bits, black, width - at);
    if (run === null) return null;
    at += run;
    change(changes, at);
  }
  return changes;
}

/** The first change in the row above that is right of `at` and to the colour opposite to `black`. */
function changeAbove(above: readonly number[], at: number, black: boolean, from: number): number {
  let index = from;
  while (index < above.length && (above[index] <= at || (index % 2 === 1) !== black)) index += 1;
  return index;
}

/** Positions of colour changes in a row coded by the row above (ITU-T T.6); null if damaged or at the end. */
function rowByAbove(bits: BitReader, above: readonly number[], width: number): number[] | null {
  const changes: number[] = [];
  let at = -1;
  let black = false;
  let index = 0;
  while (at < width) {
    const mode = bits.code(CODING_MODES);
    if (mode === null) return null;
    // Changes may be up to three pixels to the left, so the search starts slightly before the last one found.
    index = changeAbove(above, at, black, Math.max(0, index - 4));
    const first = above[index] ?? width;
    if (mode === "pass") {
      at = above[index + 1] ?? width;
    } else if (mode === "horizontal") {
      for (const colour of [black, !black]) {
        at = Math.max(at, 0);
        const run = runLength(bits, colour, width - at);
        if (run === null) return null;
        at += run;
        change(changes, at);
      }
    } else {
      const next = first + mode;
      if (next < Math.max(at, 0) || next > width) return null;
      at = next;
      change(changes, at);
      black = !black;
    }
  }
  return changes;
}

function paint(changes: readonly number[], out: Uint8Array, row: number, width: number): void {
  const rowBytes = Math.ceil(width / 8);
  for (let index = 0; index < changes.length; index += 2) {
    const end = Math.min(width, changes[index + 1] ?? width);
    for (let column = changes[index]; column < end; column++) {
      out[row * rowBytes + (column >> 3)] |= 0x80 >> (column & 7);
    }
  }
}

/**
 * Unpacks black-and-white fax data (ITU-T T.4 and T.6) into rows of bits, 1 for black. Returns the number of
 * rows read, which is below `height` if the data end early or are damaged.
 */
export function unpackCcitt(
  bytes: Uint8Array,
  coding: CcittCoding,
  { width, height }: { readonly width: number; readonly height: number },
  out: Uint8Array,
): number {
  const bits = new BitReader(bytes);
  let above: readonly number[] = [];
  for (let row = 0; row < height; row++) {
    if (bits.ended) return row;
    if (coding === "bytes") bits.align();
    else if (coding !== "group 4") bits.skipEndOfLine();
    const byAbove = coding === "group 4" || (coding === "group 3 mixed" && bits.bit() === 0);
    const changes = byAbove ? rowByAbove(bits, above, width) : rowAlone(bits, width);
    if (!changes) return row;
    paint(changes, out, row, width);
    above = changes;
  }
  return height;
}
