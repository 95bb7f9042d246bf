import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { partsOf } from "../ir/parts.ts";
import { type View, vectorsOf } from "../ir/view.ts";
import { winogradOutputs } from "./winograd-convolution.ts";

export const WINOGRAD_WEIGHT_GRADIENT = defineOperation({
  name: "Winograd weight gradient",
  views: { x: "read", gradient: "read" },
  over: "tiles",
  writes: { partial: "vec4f" },
  sizes: ["imageRows", "rows", "columns", "inVectors", "outVectors", "parts", "tilesPerPart"],
});

/** Kernel size of the weight gradients in transformed tiles. */
export const WINOGRAD_WEIGHTS_SIZE = 3;

interface Shape {
  readonly x: View;
  readonly gradient: View;
}

/** Tiles of all images of the batch. */
export function winogradTiles({ x }: Pick<Shape, "x">): number {
  const outputs = winogradOutputs(WINOGRAD_WEIGHTS_SIZE);
  return x.batch * Math.ceil(x.rows / outputs) * Math.ceil(x.columns / outputs);
}

/**
 * Most vectors of input and of output channels that a job of the CPU processes. More on the side of the outputs: each
 * group of outputs transforms the inputs again, which takes longer than the gradients.
 */
export const WINOGRAD_JOB_VECTORS = { in: 8, out: 16 } as const;

/** Jobs per part: one for each group of input and of output channels. */
export function winogradChunks({ x, gradient }: Shape): number {
  const { in: most, out: mostOut } = WINOGRAD_JOB_VECTORS;
  return Math.ceil(vectorsOf(x) / most) * Math.ceil(vectorsOf(gradient) / mostOut);
}

/** Number of parts, at most `maxParts`, into which the tiles are split. */
export function winogradParts(shape: Shape, maxParts: number): number {
  return partsOf(winogradTiles(shape), maxParts);
}

/** The weight gradient of `weightGradient` for a 3x3 kernel, by 6 x 6 tiles of the input. */
export function winogradWeightGradient(
  args: Shape & { readonly parts: number; readonly partial: Region },
): Dispatch {
  const { x, gradient, parts, partial } = args;
  const [inVectors, outVectors] = [vectorsOf(x), vectorsOf(gradient)];
  return WINOGRAD_WEIGHT_GRADIENT.dispatch({
    views: { x, gradient },
    operands: { partial },
    sizes: {
      imageRows: x.batch * x.rows,
      rows: x.rows,
      columns: x.columns,
      inVectors,
      outVectors,
      parts,
      tilesPerPart: Math.ceil(winogradTiles(args) / parts),
      tiles: parts * inVectors * outVectors,
    },
  });
}
