import type { AdamRecipe } from "../../optimisers/optimiser-specs.ts";
import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";

export const ADAM = defineOperation({
  name: "Adam",
  variant: { beta1: "f64", beta2: "f64", epsilon: "f32", clips: "flag" },
  over: "arena",
  reads: { gradients: "vec4f", scalars: "f32", sums: "vec4f" },
  writes: { parameters: "vec4f", means: "vec4f", squares: "vec4f" },
  optional: { sums: { clips: true } },
});

export interface AdamArguments {
  readonly recipe: AdamRecipe;
  readonly length: number;
  readonly gradients: Region;
  readonly scalars: Region;
  /** Region with the clipping factor; null without clipping. */
  readonly sums: Region | null;
  readonly parameters: Region;
  readonly means: Region;
  readonly squares: Region;
}

/**
 * One step of Adam or AdamW over `length` vectors, with gradient clipping if `sums` is given. See
 * `adamScalars` for the formulas.
 */
export function adam(args: AdamArguments): Dispatch {
  const { recipe, length, gradients, scalars, sums, parameters, means, squares } = args;
  const { beta1, beta2, epsilon } = recipe;
  return ADAM.dispatch({
    variant: { beta1, beta2, epsilon, clips: sums !== null },
    operands: { gradients, scalars, sums, parameters, means, squares },
    sizes: { length },
  });
}
