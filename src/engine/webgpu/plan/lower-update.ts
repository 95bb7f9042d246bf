import type { OptimiserRecipe } from "../../../core/recipe/recipe.ts";
import { adamScalars } from "../../optimisers/adam.ts";
import { STEP_SCALARS, type StepScalar } from "../ir/step-scalars.ts";
import { adam } from "../kernels/adam.ts";
import { gradientNorm, gradientNormParts, normThreads } from "../kernels/gradient-norm.ts";
import { sgd } from "../kernels/sgd.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { MEMORY } from "./shared-buffers.ts";
import { stepSums } from "./step-sums.ts";

/** Magnitude and sum of squares of a thread's gradients: two to a vector. */
const PARTS_PER_VECTOR = 2;

/**
 * Appends the norm of the gradients in a shared buffer, which goes to the result `sums`, and one update of `length`
 * vectors of parameters.
 */
export function lowerUpdate(
  builder: PlanBuilder,
  recipe: OptimiserRecipe,
  length: number,
  gradientsName: "gradients" | "accumulated",
): void {
  const clipNorm = recipe.clipNorm ?? null;
  const gradients = builder.shared(gradientsName);
  const sums = stepSums(builder);
  const partial = builder.temporary("scratch", Math.ceil(normThreads(length) / PARTS_PER_VECTOR));
  builder.dispatch("update", "gradient norm", gradientNormParts({ length, gradients, partial }));
  builder.dispatch("update", "gradient norm", gradientNorm({ clipNorm, length, partial, sums }));

  const [first, second] = MEMORY.map((name) => () => builder.shared(name));
  const common = {
    length,
    gradients,
    scalars: builder.shared("scalars"),
    sums: clipNorm === null ? null : sums,
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
  /** What dropout drops; that of the step where it is not given. */
  readonly pass?: number;
  readonly rate: number;
  readonly lossScale: number;
  /** For a part of a batch: the factor of its gradients, and whether there are earlier parts. */
  readonly share?: number;
  readonly isLater?: boolean;
}

/** The numbers in the order of their buffer. */
export function stepScalars(
  recipe: OptimiserRecipe,
  { step, pass = step, rate, lossScale, share = 1, isLater = false }: StepNumbers,
): Float32Array<ArrayBuffer> {
  const adams =
    recipe.kind === "sgd"
      ? { stepSize: 0, rootScale: 0, keep: 1, l2: 0 }
      : adamScalars(recipe, Math.max(1, step), rate);
  const values: Record<StepScalar, number> = {
    lossScale,
    rate,
    pass,
    ...adams,
    share,
    isLater: Number(isLater),
  };
  return Float32Array.from(STEP_SCALARS, (name) => values[name]);
}
