import { type Dispatch, groupsFor, type Region } from "../ir/dispatch.ts";
import { defineKernel } from "../ir/kernel.ts";

const flipWeightsKernel = defineKernel({
  name: "flip weights",
  explanation: `The gradient of a convolution for its input is a convolution with the kernel turned by half a turn and
with input and output channels swapped. A thread gathers four input channels of one output channel at one place of the
kernel.`,
  reads: { weights: "vec4f" },
  writes: { flipped: "vec4f" },
  sizes: ["taps", "inVectors", "outVectors"],
  body: `
  let outChannels = sizes.outVectors * 4u;
  if (thread >= sizes.taps * outChannels * sizes.inVectors) { return; }
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

/** Turns weights `[row, column, in, out]` by half a turn and swaps in and out; both count vectors. */
export function flipWeights(args: {
  readonly size: number;
  readonly inVectors: number;
  readonly outVectors: number;
  readonly weights: Region;
  readonly flipped: Region;
}): Dispatch {
  const { size, inVectors, outVectors, weights, flipped } = args;
  const taps = size * size;
  return {
    kernel: flipWeightsKernel,
    operands: { weights, flipped },
    sizes: { taps, inVectors, outVectors },
    workgroups: groupsFor(taps * outVectors * 4 * inVectors),
  };
}
