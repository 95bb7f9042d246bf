import { runsFromColumns } from "./column-runs.ts";
import { RunLengthError, type Runs } from "./run-length.ts";

const FIRST_LETTER = 48;
const LAST_LETTER = FIRST_LETTER + 63;
const MORE = 0x20;
const NEGATIVE = 0x10;
const MAX_LETTERS = 7;

/**
 * Decodes counts from COCO's compressed text: five bits per character, low bits first; from the fourth on,
 * each count is the difference from the second last one (cocoapi, common/maskApi.c, rleFrString).
 *
 * @throws RunLengthError if the text is invalid.
 */
export function countsOfText(text: string): number[] {
  const counts: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    for (let letter = 0; ; letter++) {
      const code = text.charCodeAt(at++);
      if (!(code >= FIRST_LETTER && code <= LAST_LETTER) || letter >= MAX_LETTERS) {
        throw new RunLengthError("its compressed run lengths are damaged");
      }
      const bits = code - FIRST_LETTER;
      value += (bits & 0x1f) * 2 ** (5 * letter);
      if (bits & MORE) continue;
      if (bits & NEGATIVE) value -= 2 ** (5 * (letter + 1));
      break;
    }
    counts.push(counts.length > 2 ? value + counts[counts.length - 2] : value);
  }
  return counts;
}

/**
 * Pixels of a cell from COCO's counts: numbers of pixels down the columns, alternately outside and inside,
 * starting outside.
 *
 * @throws RunLengthError if a count is not a whole number from 0, or the sum does not match the image.
 */
export function runsOfCounts(counts: readonly unknown[], rows: number, columns: number): Runs {
  const down: number[] = [];
  let at = 0;
  for (const [index, count] of counts.entries()) {
    if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) {
      throw new RunLengthError("its run lengths hold a value that is not a whole number from 0");
    }
    if (at + count > rows * columns) {
      throw new RunLengthError(`its run lengths go beyond the ${rows * columns} pixels of the image`);
    }
    if (index % 2 === 1 && count > 0) down.push(at, count);
    at += count;
  }
  if (at !== rows * columns) {
    throw new RunLengthError(`its run lengths add up to ${at}, but the image has ${rows * columns} pixels`);
  }
  return runsFromColumns(Int32Array.from(down), rows, columns);
}
