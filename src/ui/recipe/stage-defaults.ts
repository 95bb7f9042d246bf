import { oneCycle } from "../../core/recipe/presets.ts";
import type { OptimiserRecipe, ScheduleRecipe } from "../../core/recipe/recipe.ts";

/** PyTorch's definition and defaults of Adam. */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
/** PyTorch's default of AdamW. */
const DECOUPLED_DECAY = 0.01;
const MOMENTUM = 0.9;
/** A common first choice; what is right shows in the column `gradientNorm` of the curves. */
export const CLIP_NORM = 1;

/** An optimiser of another kind, with the numbers most people start from. */
export function optimiserOf(kind: OptimiserRecipe["kind"]): OptimiserRecipe {
  if (kind === "sgd") return { kind, momentum: MOMENTUM, nesterov: true, weightDecay: 0 };
  return { kind, ...ADAM, weightDecay: kind === "adamw" ? DECOUPLED_DECAY : 0 };
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
  return kind === "constant" ? { kind, learningRate: rate } : oneCycle(rate);
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
