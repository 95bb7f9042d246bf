import type { MonitoredScore } from "../src/core/recipe/monitored-scores.ts";
import type { MeanAndSpread } from "../src/core/sweep/mean-and-spread.ts";

/** In place of a score that was not measured. */
export const NO_SCORE = "–";

const LOSS_DIGITS = 4;
const DECIMALS = 3;

/** A score of validation for a table: angles in degrees to 0.1, fractions to 0.001, losses to 4 digits. */
export function scoreValueText(score: MonitoredScore, value: number): string {
  if (score === "loss") return String(Number(value.toPrecision(LOSS_DIGITS)));
  return value.toFixed(score === "angleRmsDegrees" ? 1 : DECIMALS);
}

/** Mean and spread of a score, e.g. `74.3 ± 1.2`. */
export function scoreSpreadText(score: MonitoredScore, { mean, spread }: MeanAndSpread): string {
  const text = scoreValueText(score, mean);
  return spread === null ? text : `${text} ± ${scoreValueText(score, spread)}`;
}
