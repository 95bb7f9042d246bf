import { counted } from "../../../core/counted.ts";
import type { CellOutcomes } from "../../../core/metrics/cell-outcomes.ts";
import { OUTCOME_TITLES, OUTCOMES, type Outcome } from "./outcome-text.ts";

/** Number of cells per outcome: of ground-truth cells, and of predicted cells for false positives. */
export function countOutcomes({ truth, found }: CellOutcomes): Readonly<Record<Outcome, number>> {
  const counts: Record<Outcome, number> = {
    matched: 0,
    falseNegative: 0,
    falsePositive: 0,
    merged: 0,
    split: 0,
  };
  for (const { outcome } of truth) counts[outcome] += 1;
  counts.falsePositive = found.filter(({ outcome }) => outcome === "falsePositive").length;
  return counts;
}

/** Outcomes that are nouns take a plural. */
function describeCount(outcome: Outcome, count: number): string {
  const title = OUTCOME_TITLES[outcome].toLowerCase();
  return outcome === "falseNegative" || outcome === "falsePositive"
    ? counted(count, title)
    : `${count} ${title}`;
}

/** The nonzero counts in words, e.g. `25 matched, 2 false negatives`. */
export function describeOutcomes(counts: Readonly<Record<Outcome, number>>): string {
  const some = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  return some.length === 0
    ? "no cell"
    : some.map((outcome) => describeCount(outcome, counts[outcome])).join(", ");
}
