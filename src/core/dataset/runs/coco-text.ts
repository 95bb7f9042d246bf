import type { Runs } from "./run-length.ts";

const FIRST_LETTER = 48;
const MORE = 0x20;
const NEGATIVE = 0x10;
const BITS = 5;
const LOW_BITS = 0x1f;

/**
 * COCO's counts of runs down the columns: alternately pixels outside and inside, starting outside, up to
 * `pixels`.
 */
export function countsOfRuns(runs: Runs, pixels: number): number[] {
  const counts: number[] = [];
  let at = 0;
  for (let run = 0; run < runs.length; run += 2) {
    counts.push(runs[run] - at, runs[run + 1]);
    at = runs[run] + runs[run + 1];
  }
  if (at < pixels || counts.length === 0) counts.push(pixels - at);
  return counts;
}

/**
 * Encodes counts as COCO's compressed text: five bits per character, low bits first; from the fourth on, each
 * count is the difference from the second last one (cocoapi, common/maskApi.c, rleToString).
 */
export function textOfCounts(counts: readonly number[]): string {
  let text = "";
  for (const [place, count] of counts.entries()) {
    let rest = place > 2 ? count - counts[place - 2] : count;
    for (let more = true; more; ) {
      const bits = rest & LOW_BITS;
      rest >>= BITS;
      more = (bits & NEGATIVE) === 0 ? rest !== 0 : rest !== -1;
      text += String.fromCharCode((more ? bits | MORE : bits) + FIRST_LETTER);
    }
  }
  return text;
}
