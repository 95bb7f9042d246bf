import type { OptimiserRecipe } from "../../core/recipe/recipe.ts";

export type AdamRecipe = Extract<OptimiserRecipe, { kind: "adam" | "adamw" }>;

/** The numbers of Adam's update that change from step to step. */
export interface AdamScalars {
  /** rate / (1 - beta1^step) */
  readonly stepSize: number;
  /** 1 / sqrt(1 - beta2^step) */
  readonly rootScale: number;
  /** What AdamW multiplies the parameters by before the update: 1 - rate * decay. 1 for Adam. */
  readonly keep: number;
  /** What Adam adds to the gradient for each unit of the parameter (L2). 0 for AdamW. */
  readonly l2: number;
}

/**
 * Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019) as PyTorch defines them, for gradient g and
 * parameter p in step `step` (from 1):
 *
 *     p = keep p;   g = g + l2 p
 *     m = beta1 m + (1 - beta1) g;   v = beta2 v + (1 - beta2) g^2
 *     p = p - stepSize m / (rootScale sqrt(v) + epsilon)
 *
 * Epsilon stands outside the root and is not corrected for bias.
 */
export function adamScalars(recipe: AdamRecipe, step: number, rate: number): AdamScalars {
  const decoupled = recipe.kind === "adamw";
  return {
    stepSize: rate / (1 - recipe.beta1 ** step),
    rootScale: 1 / Math.sqrt(1 - recipe.beta2 ** step),
    keep: decoupled ? 1 - rate * recipe.weightDecay : 1,
    l2: decoupled ? 0 : recipe.weightDecay,
  };
}
