import type { SgdRecipe } from "../../optimisers/optimiser-specs.ts";
import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";

export const SGD = defineOperation({
  name: "SGD",
  variant: { momentum: "f32", nesterov: "flag", weightDecay: "f32", clips: "flag" },
  over: "arena",
  reads: { gradients: "vec4f", scalars: "f32", sums: "vec4f" },
  writes: { parameters: "vec4f", velocities: "vec4f" },
  optional: { sums: { clips: true } },
});

/**
 * One step of gradient descent over `length` vectors, with gradient clipping if `sums` is given. See
 * `SgdRecipe` for the formulas.
 */
export function sgd(args: {
  readonly recipe: SgdRecipe;
  readonly length: number;
  readonly gradients: Region;
  readonly scalars: Region;
  /** Region with the clipping factor; null without clipping. */
  readonly sums: Region | null;
  readonly parameters: Region;
  readonly velocities: Region;
}): Dispatch {
  const { recipe, length, gradients, scalars, sums, parameters, velocities } = args;
  const { momentum, nesterov, weightDecay } = recipe;
  return SGD.dispatch({
    variant: { momentum, nesterov, weightDecay, clips: sums !== null },
    operands: { gradients, scalars, sums, parameters, velocities },
    sizes: { length },
  });
}
