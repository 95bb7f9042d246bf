import * as v from "valibot";
import { numberFrom, wholeNumberFrom } from "../number-range.ts";
import { MONITORED_SCORES } from "../recipe/monitored-scores.ts";
import { LARGEST_LEARNING_RATE, MAX_STEPS, type ScheduleRecipe } from "../recipe/schedules.ts";
import { bestScore } from "./best-score.ts";

/** Schema of the state of "reduce on plateau" between two validations; plain JSON. */
export const plateauStateSchema = v.strictObject({
  /** Learning rate after the warm-up. */
  rate: numberFrom(0, LARGEST_LEARNING_RATE),
  /** Best score so far; null before the first. */
  best: bestScore,
  /** Validations in a row without an improvement. */
  waited: wholeNumberFrom(0, MAX_STEPS),
  /** Validations left that are not counted after a reduction. */
  cooldown: wholeNumberFrom(0, MAX_STEPS),
});

export type PlateauState = Readonly<v.InferOutput<typeof plateauStateSchema>>;

/** PyTorch's `eps`: a smaller reduction of the rate is left out. */
const SMALLEST_REDUCTION = 1e-8;

/** State before the first validation. */
export function startPlateau({ learningRate }: ScheduleRecipe<"plateau">): PlateauState {
  return { rate: learningRate, best: null, waited: 0, cooldown: 0 };
}

function improves(schedule: ScheduleRecipe<"plateau">, value: number, best: number | null): boolean {
  if (!Number.isFinite(value)) return false;
  if (best === null) return true;
  const { threshold, thresholdMode, monitor } = schedule;
  const sign = MONITORED_SCORES[monitor].better === "lower" ? -1 : 1;
  const wanted = thresholdMode === "relative" ? best * (1 + sign * threshold) : best + sign * threshold;
  return sign * value > sign * wanted;
}

/** State after a validation with this score, as in PyTorch's ReduceLROnPlateau; NaN is no improvement. */
export function afterPlateauScore(
  schedule: ScheduleRecipe<"plateau">,
  state: PlateauState,
  value: number,
): PlateauState {
  const isBetter = improves(schedule, value, state.best);
  const best = isBetter ? value : state.best;
  const isCounted = !isBetter && state.cooldown === 0;
  const waited = isCounted ? state.waited + 1 : 0;
  if (waited <= schedule.patience) {
    return { rate: state.rate, best, waited, cooldown: Math.max(0, state.cooldown - 1) };
  }
  const reduced = Math.max(state.rate * schedule.factor, schedule.minLearningRate);
  const rate = state.rate - reduced > SMALLEST_REDUCTION ? reduced : state.rate;
  return { rate, best, waited: 0, cooldown: schedule.cooldown };
}
