import type { AdamRecipe } from "../../optimisers/optimiser-specs.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { scalar } from "../../plan/ir/step-scalars.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { CLIP_READS, clippedGradient } from "./clipped-gradient.ts";

interface Variant extends Pick<AdamRecipe, "beta1" | "beta2" | "epsilon"> {
  readonly clips: boolean;
}

const adamKernel = kernelFamily(({ beta1, beta2, epsilon, clips }: Variant) =>
  defineKernel({
    name: "Adam",
    variant: clips ? "clips" : "",
    explanation: `A thread updates one vector of the arena that holds all parameters, with its two moments.`,
    over: "arena",
    reads: { gradients: "vec4f", scalars: "f32", ...(clips ? CLIP_READS : {}) },
    writes: { parameters: "vec4f", means: "vec4f", squares: "vec4f" },
    body: `
  let before = parameters[thread] * ${scalar("keep")};
  let pull = ${clippedGradient(clips)} + before * ${scalar("l2")};
  let mean = means[thread] * ${beta1} + pull * ${1 - beta1};
  let square = squares[thread] * ${beta2} + pull * pull * ${1 - beta2};
  means[thread] = mean;
  squares[thread] = square;
  parameters[thread] = before - ${scalar("stepSize")} * mean / (sqrt(square) * ${scalar("rootScale")} + ${epsilon});`,
  }),
);

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
  return adamKernel({ beta1, beta2, epsilon, clips: sums !== null }).dispatch({
    operands: { gradients, scalars, sums, parameters, means, squares },
    sizes: { length },
  });
}
