import { OPTIMISERS, type OptimiserKind, type OptimiserRecipe } from "../../core/recipe/optimisers.ts";

/** A common first choice; the column `gradientNorm` of the curves shows whether it is suitable. */
export const CLIP_NORM = 1;

/** The same optimiser, with gradient clipping at a norm, or without. */
export function withClip(optimiser: OptimiserRecipe, clipNorm: number | null): OptimiserRecipe {
  const { clipNorm: _, ...rest } = optimiser;
  return clipNorm === null ? rest : { ...rest, clipNorm };
}

const SMALLEST_STEP = 1e-4;

/** A tenth of a learning rate's order of magnitude: one unit of its second digit. */
export function rateStep(rate: number): number {
  if (rate <= 0) return SMALLEST_STEP;
  return Number(`1e${Math.floor(Math.log10(rate)) - 1}`);
}

/** Warning for a learning rate that is usually too high; null otherwise. */
export function rateCaution(rate: number, kind: OptimiserKind): string | null {
  const { label, usualRate } = OPTIMISERS[kind];
  if (rate <= usualRate) return null;
  return `Above ${usualRate}, ${label} rarely learns anything here.`;
}
