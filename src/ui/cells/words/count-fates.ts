import type { CellFates } from "../../../core/metrics/cell-fates.ts";
import { FATES, type Fate } from "./fate-words.ts";

/** How many cells met each fate: true cells, but invented ones, which only the found side has. */
export function countFates({ truth, found }: CellFates): Readonly<Record<Fate, number>> {
  const counts: Record<Fate, number> = { matched: 0, missed: 0, invented: 0, merged: 0, split: 0 };
  for (const { fate } of truth) counts[fate] += 1;
  counts.invented = found.filter(({ fate }) => fate === "invented").length;
  return counts;
}

/** The counts in words, those of nothing left out, e.g. `25 matched, 2 missed`. */
export function fatesInWords(counts: Readonly<Record<Fate, number>>): string {
  const some = FATES.filter((fate) => counts[fate] > 0);
  return some.length === 0 ? "no cell" : some.map((fate) => `${counts[fate]} ${fate}`).join(", ");
}
