import { RELU, RELU_MASK } from "../../plan/operations/relu.ts";
import { defineKernel } from "../ir/define-kernel.ts";

export const reluKernel = defineKernel(RELU, {
  explanation: `A thread sets the negative values of one vector to 0.`,
  body: `
  store_target(pixel, vector, max(x_at(pixel, vector), vec4f(0)));`,
});

export const reluMaskKernel = defineKernel(RELU_MASK, {
  explanation: `A thread sets the gradient of one vector to 0 where the output of the ReLU is 0.`,
  body: `
  let passes = mask_at(pixel, vector) > vec4f(0);
  store_gradient(pixel, vector, select(vec4f(0), gradient_at(pixel, vector), passes));`,
});
