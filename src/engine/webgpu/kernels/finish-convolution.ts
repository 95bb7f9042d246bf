import { FINISH_CONVOLUTION } from "../../plan/operations/finish-convolution.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { epilogueName, store } from "./epilogue.ts";

export const finishConvolutionKernel = defineKernel(FINISH_CONVOLUTION, (variant) => {
  const { bias, relu } = variant;
  return {
    variant: [...(bias ? ["bias"] : []), ...(relu ? ["ReLU"] : []), ...epilogueName(variant)].join(", "),
    explanation: `A thread adds the partial sums of a split convolution for four channels of one pixel, in a fixed
order. It then applies the same epilogue as the direct convolution.`,
    body: `
  let length = sizes.pixels * sizes.vectors;
  var sum = ${bias ? "bias[vector]" : "vec4f(0)"};
  for (var part = 0u; part < sizes.parts; part++) { sum += partial[part * length + thread]; }
  ${store(variant, relu ? "max(sum, vec4f(0))" : "sum")}`,
  };
});
