import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import type { ConvolutionArguments } from "./convolution.ts";
import { type Epilogue, epilogueName, epilogueViews, store } from "./epilogue.ts";

interface Variant extends Epilogue {
  readonly bias: boolean;
  readonly relu: boolean;
}

const finishConvolutionKernel = kernelFamily((variant: Variant) => {
  const { bias, relu } = variant;
  return defineKernel({
    name: "finish convolution",
    variant: [...(bias ? ["bias"] : []), ...(relu ? ["ReLU"] : []), ...epilogueName(variant)].join(", "),
    explanation: `A thread adds four channels of one pixel over all parts of a convolution, always in the same order,
and does to the sum what the direct convolution does to its own.`,
    views: epilogueViews(variant),
    over: "vectors of target",
    reads: { partial: "vec4f", ...(bias ? { bias: "vec4f" } : {}) },
    sizes: ["parts"],
    body: `
  let length = sizes.pixels * sizes.vectors;
  var sum = ${bias ? "bias[vector]" : "vec4f(0)"};
  for (var part = 0u; part < sizes.parts; part++) { sum += partial[part * length + thread]; }
  ${store(variant, relu ? "max(sum, vec4f(0))" : "sum")}`,
  });
});

/** Adds the `parts` partial sums written to `partial` by `convolutionParts`, and applies the epilogue. */
export function finishConvolution(
  { bias, relu, target, accumulate, mask }: Omit<ConvolutionArguments, "size" | "x" | "weights">,
  parts: number,
  partial: Region,
): Dispatch {
  return finishConvolutionKernel({ bias: bias !== null, relu, accumulate, mask: mask !== null }).dispatch({
    views: { target, mask },
    operands: { partial, bias },
    sizes: { parts },
  });
}
