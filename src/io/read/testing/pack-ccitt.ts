import type { CcittCoding } from "../tiff/ccitt.ts";
import { BLACK_RUNS, CODING_MODES, WHITE_RUNS } from "../tiff/ccitt-codes.ts";

const LONGEST_RUN = 2560;
const FINAL_RUNS = 64;
const END_OF_LINE = "000000000001";

function codesOf<Meaning>(meanings: ReadonlyMap<number, Meaning>): Map<Meaning, string> {
  return new Map([...meanings].map(([code, meaning]) => [meaning, code.toString(2).slice(1)]));
}

const MODE_CODES = codesOf(CODING_MODES);

const WHITE_CODES = codesOf(WHITE_RUNS);
const BLACK_CODES = codesOf(BLACK_RUNS);

function runCode(byRun: ReadonlyMap<number, string>, length: number): string {
  let text = "";
  let rest = length;
  for (; rest > LONGEST_RUN; rest -= LONGEST_RUN) text += byRun.get(LONGEST_RUN);
  if (rest >= FINAL_RUNS) text += byRun.get(rest - (rest % FINAL_RUNS));
  return text + byRun.get(rest % FINAL_RUNS);
}

/** The first position from `at` where the row is not `colour`. */
function endOfRun(row: Uint8Array, at: number, colour: number): number {
  let end = at;
  while (end < row.length && row[end] === colour) end += 1;
  return end;
}

function rowAlone(row: Uint8Array): string {
  let text = "";
  for (let at = 0, black = 0; at < row.length; black = 1 - black) {
    const end = endOfRun(row, at, black);
    text += runCode(black ? BLACK_CODES : WHITE_CODES, end - at);
    at = end;
  }
  return text;
}

/**
 * The changing element b1 of ITU-T T.6 in the row above: right of `at`, to the colour other than `colour`.
 */
function changeAbove(above: Uint8Array, at: number, colour: number): number {
  for (let place = at + 1; place < above.length; place++) {
    if (above[place] !== colour && (place === 0 ? 0 : above[place - 1]) === colour) return place;
  }
  return above.length;
}

function rowByAbove(row: Uint8Array, above: Uint8Array): string {
  let text = "";
  let at = -1;
  let colour = 0;
  while (at < row.length) {
    const next = endOfRun(row, Math.max(at, 0), colour);
    const first = changeAbove(above, at, colour);
    const second = endOfRun(above, first, 1 - colour);
    if (second < next) {
      text += MODE_CODES.get("pass");
      at = second;
    } else if (Math.abs(next - first) <= 3) {
      text += MODE_CODES.get(next - first);
      at = next;
      colour = 1 - colour;
    } else {
      const afterNext = endOfRun(row, next, 1 - colour);
      const runs = colour ? [BLACK_CODES, WHITE_CODES] : [WHITE_CODES, BLACK_CODES];
      text += MODE_CODES.get("horizontal") + runCode(runs[0], next - Math.max(at, 0));
      text += runCode(runs[1], afterNext - next);
      at = afterNext;
    }
  }
  return text;
}

/** Packs rows of 0 (white) and 1 (black) as fax data, for tests of the reader. */
export function packCcitt(samples: Uint8Array, columns: number, coding: CcittCoding): Uint8Array {
  let text = "";
  let above = new Uint8Array(columns);
  for (let start = 0; start < samples.length; start += columns) {
    const row = samples.slice(start, start + columns);
    const alone = (start / columns) % 3 === 0;
    if (coding === "bytes") text = text.padEnd(8 * Math.ceil(text.length / 8), "0") + rowAlone(row);
    else if (coding === "group 4") text += rowByAbove(row, above);
    else if (coding === "group 3") text += END_OF_LINE + rowAlone(row);
    else text += END_OF_LINE + (alone ? `1${rowAlone(row)}` : `0${rowByAbove(row, above)}`);
    above = row;
  }
  const bytes = text.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}
