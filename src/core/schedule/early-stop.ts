import * as v from "valibot";
import { wholeNumberFrom } from "../number-range.ts";
import type { EarlyStoppingRecipe } from "../recipe/early-stopping.ts";
import { MONITORED_SCORES } from "../recipe/monitored-scores.ts";
import { MAX_STEPS } from "../recipe/schedules.ts";
import { bestScore } from "./best-score.ts";

/** Schema of the state of early stopping between two validations; plain JSON. */
export const earlyStopStateSchema = v.strictObject({
  /** Best score so far; null before the first. */
  best: bestScore,
  /** Validations in a row without an improvement. */
  waited: wholeNumberFrom(0, MAX_STEPS),
  /** Why the stage ends, as a sentence; null while it goes on. */
  reason: v.nullable(v.pipe(v.string(), v.maxLength(500))),
});

export type EarlyStopState = Readonly<v.InferOutput<typeof earlyStopStateSchema>>;

/** State before the first validation. */
export const EARLY_STOP_START: EarlyStopState = { best: null, waited: 0, reason: null };

const validations = (count: number) => (count === 1 ? "1 validation" : `${count} validations in a row`);

/**
 * State after a validation with this score, as in Lightning's EarlyStopping: an improvement exceeds the best
 * score by strictly more than `minDelta`, and a score that is not finite ends the stage.
 */
export function afterEarlyStopScore(
  { monitor, patience, minDelta }: EarlyStoppingRecipe,
  { best, waited }: EarlyStopState,
  value: number,
): EarlyStopState {
  const { title, better } = MONITORED_SCORES[monitor];
  if (!Number.isFinite(value)) {
    return { best, waited, reason: `${title} became ${value}.` };
  }
  const sign = better === "lower" ? -1 : 1;
  if (best === null || sign * value - minDelta > sign * best) return { best: value, waited: 0, reason: null };
  const now = waited + 1;
  const more = minDelta > 0 ? ` by more than ${minDelta}` : "";
  const reason = `${title} did not improve${more} in ${validations(now)}; its best value is ${Number(best.toPrecision(4))}.`;
  return { best, waited: now, reason: now < patience ? null : reason };
}
