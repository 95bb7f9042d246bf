import { MONITORED, MONITORED_SCORES, type MonitoredScore } from "../recipe/monitored-scores.ts";
import type { EpochRow } from "./curve-row.ts";

/** The best value of a score in a stage, and the number of steps after which it was measured. */
export interface BestScore {
  readonly value: number;
  readonly step: number;
}

/** The best value of each score that a stage measured. */
export type BestScores = Readonly<Partial<Record<MonitoredScore, BestScore>>>;

function isBetter(score: MonitoredScore, value: number, than: number): boolean {
  return MONITORED_SCORES[score].better === "lower" ? value < than : value > than;
}

/** The best scores after one more epoch of the same stage. Of equal values the first counts; NaN never does. */
export function withEpoch(best: BestScores, { step, validation }: EpochRow): BestScores {
  if (!validation) return best;
  const better = MONITORED.flatMap((score) => {
    const value = validation[score];
    const before = best[score];
    if (typeof value !== "number" || !Number.isFinite(value)) return [];
    return before && !isBetter(score, value, before.value) ? [] : [[score, { value, step }] as const];
  });
  return better.length === 0 ? best : { ...best, ...Object.fromEntries(better) };
}
