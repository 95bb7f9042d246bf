import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { partsOf } from "../ir/parts.ts";
import { type View, vectorsOf } from "../ir/view.ts";

/** Tile of one thread: vectors of input and of output channels, and pixels of a row per iteration. */
export interface WeightGradientTile {
  readonly inVectors: number;
  readonly outVectors: number;
  readonly pixels: number;
}

export const WEIGHT_GRADIENT = defineOperation({
  name: "weight gradient",
  variant: { size: "u32", inVectors: "u32", outVectors: "u32", pixels: "u32" },
  views: { x: "read", gradient: "read" },
  over: "tiles",
  writes: { partial: "vec4f" },
  sizes: ["imageRows", "rows", "columns", "inVectors", "outVectors", "parts", "rowsPerPart"],
});

/** Number of parts into which the rows are split for about `threads` threads. */
export function weightGradientParts(
  args: { readonly size: number; readonly x: View; readonly gradient: View },
  tile: WeightGradientTile,
  threads: number,
): number {
  const { size, x, gradient } = args;
  const perPart = size * (vectorsOf(x) / tile.inVectors) * (vectorsOf(gradient) / tile.outVectors);
  return partsOf(x.batch * x.rows, Math.ceil(threads / perPart));
}

/**
 * Weight gradient of a convolution, as `parts` contiguous partial sums in `partial`, each
 * `[row, column, in, out]`.
 */
export function weightGradient(args: {
  readonly size: number;
  readonly x: View;
  readonly gradient: View;
  readonly parts: number;
  readonly partial: Region;
  readonly tile: WeightGradientTile;
}): Dispatch {
  const { size, x, gradient, parts, partial, tile } = args;
  const variant = { size, inVectors: tile.inVectors, outVectors: tile.outVectors, pixels: tile.pixels };
  const [inVectors, outVectors] = [vectorsOf(x), vectorsOf(gradient)];
  const imageRows = x.batch * x.rows;
  return WEIGHT_GRADIENT.dispatch({
    variant,
    views: { x, gradient },
    operands: { partial },
    sizes: {
      imageRows,
      rows: x.rows,
      columns: x.columns,
      inVectors,
      outVectors,
      parts,
      rowsPerPart: Math.ceil(imageRows / parts),
      tiles: parts * size * (inVectors / tile.inVectors) * (outVectors / tile.outVectors),
    },
  });
}
