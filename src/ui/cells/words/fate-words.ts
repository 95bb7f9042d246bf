import type { FoundFate, TrueFate } from "../../../core/metrics/cell-fates.ts";

/** What can become of a cell, of either side, in the order in which people read it. */
export const FATES = ["matched", "missed", "invented", "merged", "split"] as const;
export type Fate = (typeof FATES)[number];

export const FATE_TITLES: Readonly<Record<Fate, string>> = {
  matched: "Matched",
  missed: "Missed",
  invented: "Invented",
  merged: "Merged",
  split: "Split",
};

/** What each fate means, for a hint beside its name. */
export const FATE_MEANINGS: Readonly<Record<Fate, string>> = {
  matched: "True cells with a found cell that overlaps them by more than one half",
  missed: "True cells that no found cell stands for",
  invented: "Found cells that no true cell stands for",
  merged: "True cells that share one found cell",
  split: "True cells that were found in several pieces",
};

/** What became of a true cell, in a line of its numbers. */
export const TRUE_FATE_WORDS: Readonly<Record<TrueFate, string>> = {
  matched: "matched",
  missed: "missed",
  merged: "merged with others",
  split: "split into several",
};

/** What a found cell is, in a line of its numbers. */
export const FOUND_FATE_WORDS: Readonly<Record<FoundFate, string>> = {
  matched: "matched",
  invented: "invented",
  merged: "merges several true cells",
  split: "a piece of a split cell",
};
