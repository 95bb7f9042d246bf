import type { OptimiserRecipe } from "../../core/recipe/recipe.ts";

/**
 * Gradient descent with momentum as PyTorch defines it (no dampening), for gradient g and parameter p:
 *
 *     g = g + decay p;   velocity = momentum velocity + g
 *     p = p - rate velocity                   plain
 *     p = p - rate (g + momentum velocity)    Nesterov
 *
 * The velocity starts at 0. Nothing but the rate changes from step to step.
 */
export type SgdRecipe = Extract<OptimiserRecipe, { kind: "sgd" }>;
