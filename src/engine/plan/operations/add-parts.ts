import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";

export const ADD_PARTS = defineOperation({
  name: "add parts",
  over: "arena",
  reads: { partial: "vec4f" },
  writes: { total: "vec4f" },
  sizes: ["parts"],
});

/** Sums `parts` contiguous arrays of `length` vectors each. */
export function addParts(args: {
  readonly parts: number;
  readonly length: number;
  readonly partial: Region;
  readonly total: Region;
}): Dispatch {
  const { parts, length, ...operands } = args;
  return ADD_PARTS.dispatch({ operands, sizes: { parts, length } });
}
