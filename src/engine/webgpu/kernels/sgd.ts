import type { SgdRecipe } from "../../optimisers/optimiser-specs.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { scalar } from "../../plan/ir/step-scalars.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { CLIP_READS, clippedGradient } from "./clipped-gradient.ts";

interface Variant extends Pick<SgdRecipe, "momentum" | "nesterov" | "weightDecay"> {
  readonly clips: boolean;
}

const sgdKernel = kernelFamily(({ momentum, nesterov, weightDecay, clips }: Variant) =>
  defineKernel({
    name: "SGD",
    variant: clips ? "clips" : "",
    explanation: `A thread updates one vector of the arena that holds all parameters, with its velocity.`,
    over: "arena",
    reads: { gradients: "vec4f", scalars: "f32", ...(clips ? CLIP_READS : {}) },
    writes: { parameters: "vec4f", velocities: "vec4f" },
    body: `
  let pull = ${clippedGradient(clips)} + parameters[thread] * ${weightDecay};
  let velocity = velocities[thread] * ${momentum} + pull;
  velocities[thread] = velocity;
  parameters[thread] -= ${scalar("rate")} * ${nesterov ? `(pull + velocity * ${momentum})` : "velocity"};`,
  }),
);

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
  return sgdKernel({ momentum, nesterov, weightDecay, clips: sums !== null }).dispatch({
    operands: { gradients, scalars, sums, parameters, velocities },
    sizes: { length },
  });
}
