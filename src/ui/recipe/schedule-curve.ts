import type { ScheduleRecipe } from "../../core/recipe/recipe.ts";
import { learningRateAt } from "../../core/schedule/learning-rate-at.ts";

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
export function scheduleCurve(schedule: ScheduleRecipe, steps: number): ScheduleCurve {
  const count = Math.min(MAX_POINTS, steps);
  const at = Array.from({ length: count }, (_, index) =>
    count === 1 ? 0 : Math.round((index * (steps - 1)) / (count - 1)),
  );
  const rates = at.map((step) => learningRateAt(schedule, step, steps));
  const highest = Math.max(...rates);
  const points = at.map((step, index): [number, number] => [
    steps === 1 ? 0 : step / (steps - 1),
    highest > 0 ? rates[index] / highest : 0,
  ]);
  return { points, first: rates[0], highest, last: rates[rates.length - 1] };
}
