import { counted } from "../../../core/counted.ts";
import type { CellFates } from "../../../core/metrics/cell-fates.ts";
import { FATE_TITLES, FATES, type Fate } from "./fate-words.ts";

/** Number of cells per outcome: of ground-truth cells, and of predicted cells for false positives. */
export function countFates({ truth, found }: CellFates): Readonly<Record<Fate, number>> {
  const counts: Record<Fate, number> = {
    matched: 0,
    falseNegative: 0,
    falsePositive: 0,
    merged: 0,
    split: 0,
  };
  for (const { fate } of truth) counts[fate] += 1;
  counts.falsePositive = found.filter(({ fate }) => fate === "falsePositive").length;
  return counts;
}

/** Outcomes that are nouns take a plural. */
function inWords(fate: Fate, count: number): string {
  const title = FATE_TITLES[fate].toLowerCase();
  return fate === "falseNegative" || fate === "falsePositive" ? counted(count, title) : `${count} ${title}`;
}

/** The nonzero counts in words, e.g. `25 matched, 2 false negatives`. */
export function fatesInWords(counts: Readonly<Record<Fate, number>>): string {
  const some = FATES.filter((fate) => counts[fate] > 0);
  return some.length === 0 ? "no cell" : some.map((fate) => inWords(fate, counts[fate])).join(", ");
}
