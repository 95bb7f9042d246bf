import type { OptimiserKind, OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import { OPTIMISER_SPECS } from "../optimisers/optimiser-specs.ts";
import { STEP_SCALARS, type StepScalar } from "./ir/step-scalars.ts";
import { gradientNorm, gradientNormParts, normThreads } from "./operations/gradient-norm.ts";
import { update } from "./operations/update.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { stateNames } from "./shared-buffers.ts";
import { stepSums } from "./step-sums.ts";

/** Pairs of largest magnitude and sum of squares per vector. */
const PARTS_PER_VECTOR = 2;

/**
 * Appends the norm of the gradients in a shared buffer, written to the result `sums`, and one update of
 * `length` vectors of parameters.
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

  const dispatch = update({
    recipe,
    length,
    gradients,
    scalars: builder.shared("scalars"),
    sums: clipNorm === null ? null : sums,
    parameters: builder.shared("parameters"),
    state: stateNames(recipe.kind).map((name) => builder.shared(name)),
  });
  builder.dispatch("update", "optimiser", dispatch);
}

/** Values that change between submits of a step. */
export interface StepNumbers {
  /** Number of the step, from 1. */
  readonly step: number;
  /** Number of the training pass, which determines the dropout masks. Default `step`. */
  readonly pass?: number;
  readonly rate: number;
  readonly lossScale: number;
  /** For a micro-batch: the factor of its gradients, and whether there are earlier micro-batches. */
  readonly share?: number;
  readonly isLater?: boolean;
}

/** Step scalars in the order of their buffer; 0 for those of other optimisers. */
export function stepScalars<Kind extends OptimiserKind>(
  recipe: OptimiserRecipe<Kind>,
  { step, pass = step, rate, lossScale, share = 1, isLater = false }: StepNumbers,
): Float32Array<ArrayBuffer> {
  const values: Partial<Record<StepScalar, number>> = {
    ...OPTIMISER_SPECS[recipe.kind].scalars(recipe, Math.max(1, step), rate),
    lossScale,
    rate,
    pass,
    share,
    isLater: Number(isLater),
  };
  return Float32Array.from(STEP_SCALARS, (name) => values[name] ?? 0);
}
