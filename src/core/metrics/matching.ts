import type { Overlap, OverlapTable } from "./overlap-table.ts";

/**
 * What an intersection over union must be to count: greater than the threshold, as Kaggle has it, or at least the
 * threshold, as Cellpose and StarDist have it.
 */
export type MatchRule = "greater" | "atLeast";

/** Lowest threshold in per cent at which a cell has one partner, or two that are exactly its halves. */
const UNIQUE_FROM = 50;

const PER_CENT = 100;

/** How many cells have a partner and how many have none. */
export interface MatchCounts {
  /** True positives. */
  readonly matched: number;
  /** Found cells without a true one: false positives. */
  readonly falsePositive: number;
  /** True cells without a found one: false negatives. */
  readonly falseNegative: number;
}

/**
 * Pairs of cells whose intersection over union is greater than, or at least, `percent`; no cell is in two pairs.
 * Compared in whole numbers, so that a threshold is met exactly or not at all.
 *
 * No assignment is solved: above one half a cell has one partner at most. At exactly one half it may have two, which
 * are then its halves and touch no other cell; the first of them counts, and the number of pairs is the largest there
 * is. Throws a RangeError for thresholds below 50.
 */
export function matchedOverlaps(
  { truth, found, overlaps }: OverlapTable,
  percent: number,
  rule: MatchRule,
): Overlap[] {
  if (percent < UNIQUE_FROM) throw new RangeError("cells are matched from an overlap of one half on");
  const truthTaken = new Uint8Array(truth.ids.length);
  const foundTaken = new Uint8Array(found.ids.length);
  return overlaps.filter((overlap) => {
    const is = overlap.both * PER_CENT;
    const needed = overlap.either * percent;
    if (is < needed || (is === needed && rule === "greater")) return false;
    if (truthTaken[overlap.truth] === 1 || foundTaken[overlap.found] === 1) return false;
    truthTaken[overlap.truth] = 1;
    foundTaken[overlap.found] = 1;
    return true;
  });
}

/** Counts of the cells with and without a partner at a threshold, as `matchedOverlaps` pairs them. */
export function countMatches(table: OverlapTable, percent: number, rule: MatchRule): MatchCounts {
  const matched = matchedOverlaps(table, percent, rule).length;
  return {
    matched,
    falsePositive: table.found.ids.length - matched,
    falseNegative: table.truth.ids.length - matched,
  };
}

/**
 * `part / whole`, where a whole of nothing counts as `ofNothing`: 1 where there was nothing to find and nothing was
 * found, else 0.
 */
export function share(part: number, whole: number, ofNothing: number): number {
  return whole === 0 ? ofNothing : part / whole;
}

/**
 * Matched cells among all cells, true or found: TP / (TP + FP + FN). Kaggle calls it precision, Cellpose average
 * precision, StarDist accuracy. 1 when there is no cell in either image.
 */
export function matchShare({ matched, falsePositive, falseNegative }: MatchCounts): number {
  return share(matched, matched + falsePositive + falseNegative, 1);
}
