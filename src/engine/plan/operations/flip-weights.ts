import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { VECTOR } from "../ir/view.ts";

export const FLIP_WEIGHTS = defineOperation({
  name: "flip weights",
  over: "threads",
  reads: { weights: "vec4f" },
  writes: { flipped: "vec4f" },
  sizes: ["taps", "inVectors", "outVectors"],
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
  return FLIP_WEIGHTS.dispatch({ operands, sizes: { threads, taps, inVectors, outVectors } });
}
