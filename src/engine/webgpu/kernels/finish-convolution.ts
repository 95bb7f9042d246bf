import { type Dispatch, groupsFor, type Region } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "../ir/kernel.ts";
import { pixelsOf, regionOf, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import type { ConvolutionArguments } from "./convolution.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

interface Variant extends Epilogue {
  readonly bias: boolean;
  readonly relu: boolean;
}

const finishConvolutionKernel = kernelFamily((variant: Variant): Kernel => {
  const { bias, relu } = variant;
  return defineKernel({
    name: "finish convolution",
    variant: [...(bias ? ["bias"] : []), ...(relu ? ["ReLU"] : []), ...epilogueName(variant)].join(", "),
    explanation: `A thread adds four channels of one pixel over all parts of a convolution, always in the same order,
and does to the sum what the direct convolution does to its own.`,
    reads: {
      partial: "vec4f",
      ...(bias ? { bias: "vec4f" } : {}),
      ...(variant.mask ? MASK_READS : {}),
    },
    writes: { target_: "vec4f" },
    sizes: ["parts", "length", "outVectors", ...viewSizeNames("target", "mask")],
    body: `
  if (thread >= sizes.length) { return; }
  let pixel = thread / sizes.outVectors;
  let vector = thread % sizes.outVectors;
  var sum = ${bias ? "bias[vector]" : "vec4f(0)"};
  for (var part = 0u; part < sizes.parts; part++) { sum += partial[part * sizes.length + thread]; }
  let at = pixel * sizes.targetStride + sizes.targetFirst + vector;
${variant.mask ? "  let maskAt = pixel * sizes.maskStride + sizes.maskFirst + vector;" : ""}
  ${store(variant, relu ? "max(sum, vec4f(0))" : "sum", "at", "maskAt")}`,
  });
});

/** Adds the `parts` parts that `convolutionParts` has written to `partial` and stores what becomes of the sums. */
export function finishConvolution(
  { bias, relu, target, accumulate, mask }: Omit<ConvolutionArguments, "size" | "x" | "weights">,
  parts: number,
  partial: Region,
): Dispatch {
  const outVectors = vectorsOf(target);
  const length = pixelsOf(target) * outVectors;
  return {
    kernel: finishConvolutionKernel({ bias: bias !== null, relu, accumulate, mask: mask !== null }),
    operands: { partial, ...(bias ? { bias } : {}), ...maskOperand(mask), target_: regionOf(target) },
    sizes: {
      parts,
      length,
      outVectors,
      ...viewSizes({ target, mask }),
    },
    workgroups: groupsFor(length),
  };
}
