import { counted } from "../../../core/counted.ts";
import type { OutcomeCounts } from "../../../core/metrics/count-outcomes.ts";
import { OUTCOME_TITLES, OUTCOMES, type Outcome } from "./outcome-text.ts";

/** Outcomes that are nouns take a plural. */
function describeCount(outcome: Outcome, count: number): string {
  const title = OUTCOME_TITLES[outcome].toLowerCase();
  return outcome === "falseNegative" || outcome === "falsePositive"
    ? counted(count, title)
    : `${count} ${title}`;
}

/** The nonzero counts in words, e.g. `25 matched, 2 false negatives`. */
export function describeOutcomes(counts: OutcomeCounts): string {
  const some = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  return some.length === 0
    ? "no cell"
    : some.map((outcome) => describeCount(outcome, counts[outcome])).join(", ");
}
