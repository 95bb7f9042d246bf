import * as v from "valibot";
import { OPTIMISERS, type OptimiserKind, type OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import type { ScheduleRecipe } from "../../core/recipe/recipe.ts";
import { scheduleSchema } from "../../core/recipe/recipe-schema.ts";

/** A common first choice; what is right shows in the column `gradientNorm` of the curves. */
export const CLIP_NORM = 1;

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

const SMALLEST_STEP = 1e-4;

/** A tenth of a rate's order of magnitude: one unit of its second digit. */
export function rateStep(rate: number): number {
  if (rate <= 0) return SMALLEST_STEP;
  return Number(`1e${Math.floor(Math.log10(rate)) - 1}`);
}

/** What to expect of a rate that is higher than networks usually bear; null where it is not. */
export function rateCaution(rate: number, kind: OptimiserKind): string | null {
  const { label, usualRate } = OPTIMISERS[kind];
  if (rate <= usualRate) return null;
  return `Above ${usualRate}, ${label} rarely learns anything here.`;
}
