import type { OptimiserRecipe } from "../../core/recipe/recipe.ts";

/** Arrays as long as the parameters that an optimiser keeps: Adam's two moments, SGD's velocity. */
export function memoryCount({ kind }: OptimiserRecipe): number {
  return kind === "sgd" ? 1 : 2;
}
