import type { Overlap, OverlapTable } from "./overlap-table.ts";

/**
 * Condition on the intersection over union of a match: greater than the threshold, as in Kaggle, or at least
 * the threshold, as in Cellpose and StarDist.
 */
export type MatchRule = "greater" | "atLeast";

/**
 * Lowest threshold in per cent at which a cell has at most one partner, or two that are exactly its halves.
 */
const UNIQUE_FROM = 50;

const PER_CENT = 100;

/** Numbers of cells with and without a partner. */
export interface MatchCounts {
  /** True positives. */
  readonly matched: number;
  /** Predicted cells without a partner. */
  readonly falsePositive: number;
  /** Ground-truth cells without a partner. */
  readonly falseNegative: number;
}

/**
 * Pairs of cells whose intersection over union is greater than, or at least, `percent`; no cell is in two
 * pairs. Compared in integers, without rounding errors at the threshold.
 *
 * No assignment problem is solved: above one half, a cell has at most one partner. At exactly one half it may
 * have two, which are then its halves and overlap no other cell; the first of them counts, and the number of
 * pairs is maximal. Throws a RangeError for thresholds below 50.
 */
export function matchedOverlaps(
  { truth, found, overlaps }: OverlapTable,
  percent: number,
  rule: MatchRule,
): Overlap[] {
  if (percent < UNIQUE_FROM) throw new RangeError("matching needs an overlap of at least one half");
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

/** Numbers of cells with and without a partner at a threshold in per cent, by `matchedOverlaps`. */
export function countMatches(table: OverlapTable, percent: number, rule: MatchRule): MatchCounts {
  const matched = matchedOverlaps(table, percent, rule).length;
  return {
    matched,
    falsePositive: table.found.ids.length - matched,
    falseNegative: table.truth.ids.length - matched,
  };
}

/**
 * `part / whole`, or `ofNothing` if `whole` is 0: 1 if neither ground truth nor prediction contains a cell,
 * else 0.
 */
export function fraction(part: number, whole: number, ofNothing: number): number {
  return whole === 0 ? ofNothing : part / whole;
}

/**
 * TP / (TP + FP + FN), called precision by Kaggle, average precision by Cellpose and accuracy by StarDist. 1
 * if neither image contains a cell.
 */
export function matchFraction({ matched, falsePositive, falseNegative }: MatchCounts): number {
  return fraction(matched, matched + falsePositive + falseNegative, 1);
}
