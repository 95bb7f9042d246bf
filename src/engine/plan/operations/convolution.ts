import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { type View, vectorsOf } from "../ir/view.ts";

/** Output tile of one thread: adjacent pixels of a row, and vectors of four output channels. */
export interface ConvolutionTile {
  readonly pixels: number;
  readonly vectors: number;
}

/** A convolution; or, with flipped weights, its input gradient. */
export const CONVOLUTION = defineOperation({
  name: "convolution",
  variant: { size: "u32", pixels: "u32", vectors: "u32" },
  views: { x: "read", mask: "read", target: "write" },
  over: "tiles",
  reads: { weights: "vec4f", bias: "vec4f" },
  sizes: [
    "imageRows", // rows of all images of the batch
    "rows",
    "columns",
    "inVectors",
    "outVectors",
    "hasBias", // flags from here on: 1 is true
    "hasRelu",
    "accumulates",
    "isMasked",
  ],
  optional: { mask: "either", bias: "either" },
});

/** Operands of a convolution, independent of its tiling. */
export interface ConvolutionArguments {
  /** Rows and columns of the kernel; odd. */
  readonly size: number;
  readonly x: View;
  /** `[row, column, in, out]`, both padded to vectors. */
  readonly weights: Region;
  readonly bias: Region | null;
  readonly relu: boolean;
  readonly target: View;
  readonly accumulate: boolean;
  /** Output of the ReLU whose gradient is the target. */
  readonly mask: View | null;
}

/** Convolves `x` with an odd kernel `size`, stride 1 and zero padding that preserves rows and columns. */
export function convolution(args: ConvolutionArguments, tile: ConvolutionTile): Dispatch {
  const { size, x, weights, bias, relu, target, accumulate, mask } = args;
  const outVectors = vectorsOf(target);
  const imageRows = x.batch * x.rows;
  const tiles = imageRows * Math.ceil(x.columns / tile.pixels) * (outVectors / tile.vectors);
  return CONVOLUTION.dispatch({
    variant: { size, pixels: tile.pixels, vectors: tile.vectors },
    views: { x, mask, target },
    operands: { weights, bias },
    sizes: {
      imageRows,
      rows: x.rows,
      columns: x.columns,
      inVectors: vectorsOf(x),
      outVectors,
      hasBias: Number(bias !== null),
      hasRelu: Number(relu),
      accumulates: Number(accumulate),
      isMasked: Number(mask !== null),
      tiles,
    },
  });
}
