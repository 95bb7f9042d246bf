import { FLIP_WEIGHTS } from "../../plan/operations/flip-weights.ts";
import { defineKernel } from "../ir/define-kernel.ts";

export const flipWeightsKernel = defineKernel(FLIP_WEIGHTS, {
  explanation: `The input gradient of a convolution is a convolution with the kernel rotated by 180° and with input
and output channels swapped. A thread writes four input channels of one output channel at one kernel position.`,
  body: `
  let outChannels = sizes.outVectors * 4u;
  let inVector = thread % sizes.inVectors;
  let outChannel = thread / sizes.inVectors % outChannels;
  let tap = sizes.taps - 1u - thread / sizes.inVectors / outChannels;
  let at = (tap * sizes.inVectors + inVector) * 4u * sizes.outVectors + outChannel / 4u;
  let component = outChannel % 4u;
  flipped[thread] = vec4f(
    weights[at][component],
    weights[at + sizes.outVectors][component],
    weights[at + 2u * sizes.outVectors][component],
    weights[at + 3u * sizes.outVectors][component],
  );`,
});
