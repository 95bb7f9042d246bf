import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { vectorsOf } from "../ir/view.ts";
import type { ConvolutionArguments } from "./convolution.ts";
import { winogradPositionVectors } from "./winograd-weights.ts";

/** A convolution, or, with flipped weights, its input gradient, by the minimal filtering of Winograd. */
export const WINOGRAD_CONVOLUTION = defineOperation({
  name: "Winograd convolution",
  variant: { size: "u32" },
  views: { x: "read", mask: "read", target: "write" },
  over: "tiles",
  reads: { transformed: "vec4f", bias: "vec4f" },
  sizes: [
    "imageRows", // rows of all images of the batch
    "rows",
    "columns",
    "inVectors",
    "outVectors",
    "positionVectors", // of the weights, from one position to the next
    "hasBias", // flags from here on: 1 is true
    "hasRelu",
    "accumulates",
    "isMasked",
  ],
  optional: { mask: "either", bias: "either" },
});

/** Whether a kernel size has transforms for 6 x 6 tiles. */
export function hasWinograd(size: number): boolean {
  return size === 3 || size === 5;
}

/** Outputs per side of a 6 x 6 tile. */
export function winogradOutputs(size: number): number {
  return 7 - size;
}

/** The convolution of `convolution`, with weights from `winogradWeights`. */
export function winogradConvolution(args: ConvolutionArguments, transformed: Region): Dispatch {
  const { size, x, bias, relu, target, accumulate, mask } = args;
  const outputs = winogradOutputs(size);
  return WINOGRAD_CONVOLUTION.dispatch({
    variant: { size },
    views: { x, mask, target },
    operands: { transformed, bias },
    sizes: {
      imageRows: x.batch * x.rows,
      rows: x.rows,
      columns: x.columns,
      inVectors: vectorsOf(x),
      outVectors: vectorsOf(target),
      positionVectors: winogradPositionVectors(vectorsOf(x), vectorsOf(target)),
      hasBias: Number(bias !== null),
      hasRelu: Number(relu),
      accumulates: Number(accumulate),
      isMasked: Number(mask !== null),
      tiles: x.batch * Math.ceil(x.rows / outputs) * Math.ceil(x.columns / outputs) * vectorsOf(target),
    },
  });
}
