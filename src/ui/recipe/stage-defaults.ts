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
  if (kind === "sgd") return { kind, momentum: MOMENTUM, nesterov: true, decay: 0 };
  return { kind, ...ADAM, decay: kind === "adamw" ? DECOUPLED_DECAY : 0 };
}

/** The same optimiser, with gradients clipped at a norm, or not at all. */
export function withClip(optimiser: OptimiserRecipe, clipNorm: number | null): OptimiserRecipe {
  const { clipNorm: _, ...rest } = optimiser;
  return clipNorm === null ? rest : { ...rest, clipNorm };
}

/** The highest rate of a schedule. */
export function highestRate(schedule: ScheduleRecipe): number {
  return schedule.kind === "constant" ? schedule.rate : schedule.maximum;
}

/** A schedule of another kind with the same highest rate. */
export function scheduleOf(kind: ScheduleRecipe["kind"], rate: number): ScheduleRecipe {
  return kind === "constant" ? { kind, rate } : oneCycle(rate);
}
