import type { OptimiserKind, OptimiserRecipe } from "../../core/recipe/optimisers.ts";

/** Scalars of an update that change from step to step, besides the learning rate. */
export const OPTIMISER_SCALARS = [
  /** Adam: learning rate / (1 - beta1^step) */
  "stepSize",
  /** Adam: 1 / sqrt(1 - beta2^step) */
  "rootScale",
  /** Factor of the parameters before AdamW's update: 1 - learning rate * weight decay. 1 for Adam. */
  "keep",
  /** Adam: coefficient of the L2 penalty, added to the gradient per unit of the parameter. 0 for AdamW. */
  "l2",
] as const;

export type OptimiserScalar = (typeof OPTIMISER_SCALARS)[number];

/** Properties of an optimiser that are independent of the engine. */
interface OptimiserSpec<Kind extends OptimiserKind> {
  /** Number of optimiser state arrays, each as long as the parameters and initialised to 0. */
  readonly stateArrays: 1 | 2;
  /** Scalars of step `step` (from 1) for a learning rate. */
  scalars(
    recipe: OptimiserRecipe<Kind>,
    step: number,
    rate: number,
  ): Readonly<Partial<Record<OptimiserScalar, number>>>;
}

export type AdamRecipe = OptimiserRecipe<"adam" | "adamw">;

/**
 * Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019) as PyTorch defines them, for gradient g and
 * parameter p in step `step` (from 1), with the moments m and v as state:
 *
 *     p = keep p;   g = g + l2 p
 *     m = beta1 m + (1 - beta1) g;   v = beta2 v + (1 - beta2) g^2
 *     p = p - stepSize m / (rootScale sqrt(v) + epsilon)
 *
 * Epsilon is added outside the root and is not bias-corrected.
 */
export function adamScalars(
  recipe: AdamRecipe,
  step: number,
  rate: number,
): Readonly<Record<OptimiserScalar, number>> {
  const decoupled = recipe.kind === "adamw";
  return {
    stepSize: rate / (1 - recipe.beta1 ** step),
    rootScale: 1 / Math.sqrt(1 - recipe.beta2 ** step),
    keep: decoupled ? 1 - rate * recipe.weightDecay : 1,
    l2: decoupled ? 0 : recipe.weightDecay,
  };
}

/**
 * Gradient descent with momentum as PyTorch defines it (no dampening), for gradient g and parameter p, with
 * the velocity as optimiser state:
 *
 *     g = g + weightDecay p;   velocity = momentum velocity + g
 *     p = p - rate velocity                   plain
 *     p = p - rate (g + momentum velocity)    Nesterov
 *
 * Only the learning rate changes from step to step.
 */
export type SgdRecipe = OptimiserRecipe<"sgd">;

const ADAM: OptimiserSpec<"adam" | "adamw"> = { stateArrays: 2, scalars: adamScalars };

/** All optimisers. The updates themselves are implemented in one table per engine. */
export const OPTIMISER_SPECS: { readonly [Kind in OptimiserKind]: OptimiserSpec<Kind> } = {
  adam: ADAM,
  adamw: ADAM,
  sgd: { stateArrays: 1, scalars: () => ({}) },
};
