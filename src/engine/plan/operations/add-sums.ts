import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";

export const ADD_SUMS = defineOperation({
  name: "add sums",
  over: "groups",
  reads: { partial: "vec4f" },
  writes: { total: "vec4f" },
  sizes: ["length"],
});

/** Sums `length` vectors into one, in a fixed order. */
export function addSums(args: {
  readonly length: number;
  readonly partial: Region;
  readonly total: Region;
}): Dispatch {
  const { length, ...operands } = args;
  return ADD_SUMS.dispatch({ operands, sizes: { length, groups: 1 } });
}
