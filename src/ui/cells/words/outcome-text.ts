import type { FoundOutcome, TrueOutcome } from "../../../core/metrics/cell-outcomes.ts";

/** The outcomes of a cell, ground-truth or predicted, in reading order. */
export const OUTCOMES = ["matched", "falseNegative", "falsePositive", "merged", "split"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_TITLES: Readonly<Record<Outcome, string>> = {
  matched: "Matched",
  falseNegative: "False negative",
  falsePositive: "False positive",
  merged: "Merged",
  split: "Split",
};

/** The meaning of each outcome, as a hint beside its name. */
export const OUTCOME_MEANINGS: Readonly<Record<Outcome, string>> = {
  matched: "Ground-truth cells with a predicted cell of IoU above one half",
  falseNegative: "Ground-truth cells without a predicted cell",
  falsePositive: "Predicted cells without a ground-truth cell",
  merged: "Ground-truth cells that share one predicted cell",
  split: "Ground-truth cells predicted as several cells",
};

/** The outcome of a ground-truth cell, in the line of its numbers. */
export const TRUE_OUTCOME_TEXT: Readonly<Record<TrueOutcome, string>> = {
  matched: "matched",
  falseNegative: "false negative",
  merged: "merged with others",
  split: "split into several",
};

/** The outcome of a predicted cell, in the line of its numbers. */
export const FOUND_OUTCOME_TEXT: Readonly<Record<FoundOutcome, string>> = {
  matched: "matched",
  falsePositive: "false positive",
  merged: "merges several ground-truth cells",
  split: "a part of a split cell",
};
