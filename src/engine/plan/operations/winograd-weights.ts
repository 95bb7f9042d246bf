import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { VECTOR } from "../ir/view.ts";

export const WINOGRAD_WEIGHTS = defineOperation({
  name: "Winograd weights",
  variant: { size: "u32" },
  over: "tiles",
  reads: { weights: "vec4f" },
  writes: { transformed: "vec4f" },
  sizes: ["inVectors", "outVectors", "positionVectors"],
});

/** Values of a transformed tile: 6 x 6. */
const POSITIONS = 36;

/** Vectors between the weights of two positions, which keep them out of the same set of a cache. */
const APART = 4;

/** Vectors from the transformed weights of one position to those of the next. */
export function winogradPositionVectors(inVectors: number, outVectors: number): number {
  return inVectors * VECTOR * outVectors + APART;
}

/** Vectors of the transformed weights of a convolution. */
export function transformedVectors(inVectors: number, outVectors: number): number {
  return POSITIONS * winogradPositionVectors(inVectors, outVectors);
}

/** Transforms weights `[row, column, in, out]` of a convolution by 6 x 6 tiles. */
export function winogradWeights(args: {
  readonly size: number;
  readonly inVectors: number;
  readonly outVectors: number;
  readonly weights: Region;
  readonly transformed: Region;
}): Dispatch {
  const { size, inVectors, outVectors, ...operands } = args;
  const tiles = inVectors * VECTOR * outVectors;
  const positionVectors = winogradPositionVectors(inVectors, outVectors);
  return WINOGRAD_WEIGHTS.dispatch({
    variant: { size },
    operands,
    sizes: { inVectors, outVectors, positionVectors, tiles },
  });
}
