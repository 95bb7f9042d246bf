import type { OptimiserRecipe } from "../../../core/recipe/recipe.ts";
import { adamScalars } from "../../optimisers/adam.ts";
import { adam } from "../kernels/adam.ts";
import { sgd } from "../kernels/sgd.ts";
import { STEP_SCALARS, type StepScalar } from "../kernels/step-scalars.ts";
import type { PlanBuilder } from "./plan-builder.ts";

/** The optimiser's own arenas, as long as that of the parameters. */
export const MEMORY = ["memory0", "memory1"] as const;

/** Appends one update of `length` vectors of parameters. */
export function lowerUpdate(builder: PlanBuilder, recipe: OptimiserRecipe, length: number): void {
  const [first, second] = MEMORY.map((name) => () => builder.shared(name));
  const common = {
    length,
    gradients: builder.shared("gradients"),
    scalars: builder.shared("scalars"),
    parameters: builder.shared("parameters"),
  };
  const dispatch =
    recipe.kind === "sgd"
      ? sgd({ ...common, recipe, velocities: first() })
      : adam({ ...common, recipe, means: first(), squares: second() });
  builder.dispatch("update", "optimiser", dispatch);
}

/** The numbers of step `step` (from 1). */
export function stepScalars(
  recipe: OptimiserRecipe,
  { step, rate, lossScale }: { readonly step: number; readonly rate: number; readonly lossScale: number },
): Float32Array<ArrayBuffer> {
  const adams =
    recipe.kind === "sgd"
      ? { stepSize: 0, rootScale: 0, keep: 1, l2: 0 }
      : adamScalars(recipe, Math.max(1, step), rate);
  const values: Record<StepScalar, number> = { lossScale, rate, ...adams };
  return Float32Array.from(STEP_SCALARS, (name) => values[name]);
}
