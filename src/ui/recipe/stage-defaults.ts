import * as v from "valibot";
import type { OptimiserRecipe, ScheduleRecipe } from "../../core/recipe/recipe.ts";
import { optimiserSchema, scheduleSchema } from "../../core/recipe/recipe-schema.ts";

/** A common first choice; what is right shows in the column `gradientNorm` of the curves. */
export const CLIP_NORM = 1;

/** An optimiser of another kind, with the numbers most people start from. */
export function optimiserOf(kind: OptimiserRecipe["kind"]): OptimiserRecipe {
  return v.parse(optimiserSchema, { kind });
}

/** The same optimiser, with gradients clipped at a norm, or not at all. */
export function withClip(optimiser: OptimiserRecipe, clipNorm: number | null): OptimiserRecipe {
  const { clipNorm: _, ...rest } = optimiser;
  return clipNorm === null ? rest : { ...rest, clipNorm };
}

/** The highest learning rate of a schedule. */
export function peakOf(schedule: ScheduleRecipe): number {
  return schedule.kind === "constant" ? schedule.learningRate : schedule.peakLearningRate;
}

/** A schedule of another kind with the same highest rate. */
export function scheduleOf(kind: ScheduleRecipe["kind"], rate: number): ScheduleRecipe {
  const schedule = kind === "constant" ? { kind, learningRate: rate } : { kind, peakLearningRate: rate };
  return v.parse(scheduleSchema, schedule);
}

/** Highest rates at which networks of this kind still learn in practice. */
const USUAL_RATES: Readonly<Record<OptimiserRecipe["kind"], number>> = { adam: 0.05, adamw: 0.05, sgd: 0.5 };
const SMALLEST_STEP = 1e-4;

/** A tenth of a rate's order of magnitude: one unit of its second digit. */
export function rateStep(rate: number): number {
  if (rate <= 0) return SMALLEST_STEP;
  return Number(`1e${Math.floor(Math.log10(rate)) - 1}`);
}

/** What to expect of a rate that is higher than networks usually bear; null where it is not. */
export function rateCaution(rate: number, kind: OptimiserRecipe["kind"]): string | null {
  const usual = USUAL_RATES[kind];
  if (rate <= usual) return null;
  return `Above ${usual}, ${kind === "sgd" ? "SGD" : "Adam"} rarely learns anything here.`;
}
