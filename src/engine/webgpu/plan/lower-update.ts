import type { OptimiserRecipe } from "../../../core/recipe/recipe.ts";
import { adamScalars } from "../../optimisers/adam.ts";
import { adam } from "../kernels/adam.ts";
import { sgd } from "../kernels/sgd.ts";
import { STEP_SCALARS, type StepScalar } from "../kernels/step-scalars.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { MEMORY } from "./shared-buffers.ts";

/** Appends one update of `length` vectors of parameters by the gradients in a shared buffer. */
export function lowerUpdate(
  builder: PlanBuilder,
  recipe: OptimiserRecipe,
  length: number,
  gradients: "gradients" | "accumulated",
): void {
  const [first, second] = MEMORY.map((name) => () => builder.shared(name));
  const common = {
    length,
    gradients: builder.shared(gradients),
    scalars: builder.shared("scalars"),
    parameters: builder.shared("parameters"),
  };
  const dispatch =
    recipe.kind === "sgd"
      ? sgd({ ...common, recipe, velocities: first() })
      : adam({ ...common, recipe, means: first(), squares: second() });
  builder.dispatch("update", "optimiser", dispatch);
}

/** What changes from one submit of a step to the next. */
export interface StepNumbers {
  /** From 1. */
  readonly step: number;
  readonly rate: number;
  readonly lossScale: number;
  /** For a part of a batch: the factor of its gradients, and whether there are earlier parts. */
  readonly share?: number;
  readonly isLater?: boolean;
}

/** The numbers in the order of their buffer. */
export function stepScalars(
  recipe: OptimiserRecipe,
  { step, rate, lossScale, share = 1, isLater = false }: StepNumbers,
): Float32Array<ArrayBuffer> {
  const adams =
    recipe.kind === "sgd"
      ? { stepSize: 0, rootScale: 0, keep: 1, l2: 0 }
      : adamScalars(recipe, Math.max(1, step), rate);
  const values: Record<StepScalar, number> = { lossScale, rate, ...adams, share, isLater: Number(isLater) };
  return Float32Array.from(STEP_SCALARS, (name) => values[name]);
}
