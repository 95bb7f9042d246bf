import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { vectorsOf } from "../ir/view.ts";
import type { ConvolutionArguments, ConvolutionTile } from "./convolution.ts";

export const CONVOLUTION_PARTS = defineOperation({
  name: "convolution in parts",
  variant: { size: "u32", pixels: "u32", vectors: "u32" },
  views: { x: "read" },
  over: "tiles",
  reads: { weights: "vec4f" },
  writes: { partial: "vec4f" },
  sizes: ["imageRows", "rows", "columns", "inVectors", "outVectors", "parts", "vectorsPerPart"],
});

/**
 * Split-K convolution: partial sums over `parts` parts of the input channels, contiguous in `partial`, each
 * `[batch, row, column, out]` without gaps. `finishConvolution` adds the parts and applies the epilogue.
 */
export function convolutionParts(
  { size, x, weights, target }: Pick<ConvolutionArguments, "size" | "x" | "weights" | "target">,
  tile: ConvolutionTile,
  parts: number,
  partial: Region,
): Dispatch {
  const [inVectors, outVectors] = [vectorsOf(x), vectorsOf(target)];
  const imageRows = x.batch * x.rows;
  const blocks = Math.ceil(x.columns / tile.pixels) * (outVectors / tile.vectors);
  return CONVOLUTION_PARTS.dispatch({
    variant: { size, pixels: tile.pixels, vectors: tile.vectors },
    views: { x },
    operands: { weights, partial },
    sizes: {
      imageRows,
      rows: x.rows,
      columns: x.columns,
      inVectors,
      outVectors,
      parts,
      vectorsPerPart: Math.ceil(inVectors / parts),
      tiles: parts * imageRows * blocks,
    },
  });
}
