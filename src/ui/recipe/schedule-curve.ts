import type { ScheduleRecipe } from "../../core/recipe/schedules.ts";
import { plannedRates } from "../../core/schedule/planned-rates.ts";

const MAX_POINTS = 96;

/** A schedule sampled over its steps. */
export interface ScheduleCurve {
  /** Fraction of the steps, 0..1, and fraction of the peak learning rate, 0..1. */
  readonly points: readonly (readonly [done: number, rate: number])[];
  readonly first: number;
  readonly highest: number;
  readonly last: number;
}

/** The learning rate over the steps of a stage, at most 96 points. */
export function scheduleCurve(schedule: ScheduleRecipe, steps: number, stepsPerEpoch: number): ScheduleCurve {
  const planned = plannedRates(schedule, steps, stepsPerEpoch, MAX_POINTS);
  const rates = planned.map(([, rate]) => rate);
  const highest = Math.max(...rates);
  const points = planned.map(([step, rate]): [number, number] => [
    steps === 1 ? 0 : step / (steps - 1),
    highest > 0 ? rate / highest : 0,
  ]);
  return { points, first: rates[0], highest, last: rates[rates.length - 1] };
}
