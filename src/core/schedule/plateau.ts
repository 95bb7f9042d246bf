import { MONITORED_SCORES } from "../recipe/monitored-scores.ts";
import type { ScheduleRecipe } from "../recipe/schedules.ts";

/** State of "reduce on plateau" between two validations; plain JSON. */
export interface PlateauState {
  /** Learning rate after the warm-up. */
  readonly rate: number;
  /** Best score so far; null before the first. */
  readonly best: number | null;
  /** Validations in a row without an improvement. */
  readonly waited: number;
  /** Validations left that are not counted after a reduction. */
  readonly cooldown: number;
}

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
