import type { CellOutcomes, FoundOutcome, TrueOutcome } from "./cell-outcomes.ts";

/** Number of cells per outcome: of ground-truth cells, and of predicted cells for false positives. */
export type OutcomeCounts = Readonly<Record<TrueOutcome | FoundOutcome, number>>;

/** No cells at all. */
export const NO_OUTCOMES: OutcomeCounts = {
  matched: 0,
  falseNegative: 0,
  falsePositive: 0,
  merged: 0,
  split: 0,
};

/** Counts the cells of each outcome. */
export function countOutcomes({ truth, found }: CellOutcomes): OutcomeCounts {
  const counts = { ...NO_OUTCOMES };
  for (const { outcome } of truth) counts[outcome] += 1;
  counts.falsePositive = found.filter(({ outcome }) => outcome === "falsePositive").length;
  return counts;
}

/** The counts of two sets of images together. */
export function addOutcomes(first: OutcomeCounts, second: OutcomeCounts): OutcomeCounts {
  return {
    matched: first.matched + second.matched,
    falseNegative: first.falseNegative + second.falseNegative,
    falsePositive: first.falsePositive + second.falsePositive,
    merged: first.merged + second.merged,
    split: first.split + second.split,
  };
}
