import { LabError } from "../../errors.ts";

/**
 * Pixels of one cell as runs: alternating start and length, `[start, length, start, length, ...]`. Starts are
 * ascending row-major indices from 0; runs do not overlap.
 */
export type Runs = Int32Array;

/** Invalid run lengths. The message states the fault, as the end of a sentence about a row. */
export class RunLengthError extends LabError {
  override name = "RunLengthError";
}

/** Longest sequence of digits that is parsed as a number. */
const MAX_DIGITS = 10;

function wholeNumber(token: string): number {
  if (!/^\d+$/.test(token)) {
    const shown = token.length > MAX_DIGITS ? `${token.slice(0, MAX_DIGITS)}…` : token;
    throw new RunLengthError(`the run lengths hold "${shown}", which is not a whole number from 1`);
  }
  if (token.length > MAX_DIGITS) {
    throw new RunLengthError(`the run lengths hold a number of ${token.length} digits`);
  }
  return Number(token);
}

/**
 * Reads run lengths as written in the Sartorius tables: `start length start length ...`, counted along the
 * rows from 1. An empty text is a cell without pixels.
 *
 * @param pixels Pixels of the image; no run may go beyond.
 * @throws RunLengthError if a number is missing, zero or too large, or a run starts before the end of the
 * previous one.
 */
export function parseRunLengths(text: string, pixels: number): Runs {
  const trimmed = text.trim();
  if (trimmed === "") return new Int32Array(0);
  const tokens = trimmed.split(/\s+/);
  if (tokens.length % 2 !== 0) {
    throw new RunLengthError("the run lengths have an odd number of values, so one start has no length");
  }
  const runs = new Int32Array(tokens.length);
  let end = 0;
  for (let index = 0; index < tokens.length; index += 2) {
    const start = wholeNumber(tokens[index]);
    const length = wholeNumber(tokens[index + 1]);
    if (start === 0) throw new RunLengthError("a run starts at 0, but pixels are counted from 1");
    if (length === 0) throw new RunLengthError(`the run that starts at ${start} has no length`);
    if (start <= end) {
      throw new RunLengthError(`the run that starts at ${start} comes after one that ends at ${end}`);
    }
    end = start + length - 1;
    if (end > pixels) {
      throw new RunLengthError(`a run ends at pixel ${end}, but the image has only ${pixels} pixels`);
    }
    runs[index] = start - 1;
    runs[index + 1] = length;
  }
  return runs;
}

/** Runs of all nonzero pixels, row-major. */
export function runsOfMask(mask: Uint8Array): Runs {
  const runs: number[] = [];
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (mask[pixel] === 0) continue;
    const start = pixel;
    while (pixel < mask.length && mask[pixel] !== 0) pixel++;
    runs.push(start, pixel - start);
  }
  return Int32Array.from(runs);
}

/** Writes a value at every pixel of the runs. */
export function fillRuns(data: Uint8Array | Int32Array, runs: Runs, value: number): void {
  for (let run = 0; run < runs.length; run += 2) data.fill(value, runs[run], runs[run] + runs[run + 1]);
}

/** Number of pixels in the runs. */
export function areaOfRuns(runs: Runs): number {
  let area = 0;
  for (let index = 1; index < runs.length; index += 2) area += runs[index];
  return area;
}
