import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { VECTOR } from "../../plan/ir/view.ts";
import { defineKernel } from "../ir/define-kernel.ts";

const flipWeightsKernel = defineKernel({
  name: "flip weights",
  explanation: `The gradient of a convolution for its input is a convolution with the kernel turned by half a turn and
with input and output channels swapped. A thread gathers four input channels of one output channel at one place of the
kernel.`,
  over: "threads",
  reads: { weights: "vec4f" },
  writes: { flipped: "vec4f" },
  sizes: ["taps", "inVectors", "outVectors"],
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

/** Rotates weights `[row, column, in, out]` by 180° and swaps in and out, both in vectors. */
export function flipWeights(args: {
  readonly size: number;
  readonly inVectors: number;
  readonly outVectors: number;
  readonly weights: Region;
  readonly flipped: Region;
}): Dispatch {
  const { size, inVectors, outVectors, ...operands } = args;
  const taps = size * size;
  const threads = taps * outVectors * VECTOR * inVectors;
  return flipWeightsKernel.dispatch({ operands, sizes: { threads, taps, inVectors, outVectors } });
}
