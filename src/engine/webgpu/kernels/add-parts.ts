import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { defineKernel } from "../ir/define-kernel.ts";

const addPartsKernel = defineKernel({
  name: "add parts",
  explanation: `A thread adds one vector over all parts, always in the same order.`,
  over: "arena",
  reads: { partial: "vec4f" },
  writes: { total: "vec4f" },
  sizes: ["parts"],
  body: `
  var sum = partial[thread];
  for (var part = 1u; part < sizes.parts; part++) { sum += partial[part * sizes.length + thread]; }
  total[thread] = sum;`,
});

/** Sums `parts` contiguous arrays of `length` vectors each. */
export function addParts(args: {
  readonly parts: number;
  readonly length: number;
  readonly partial: Region;
  readonly total: Region;
}): Dispatch {
  const { parts, length, ...operands } = args;
  return addPartsKernel.dispatch({ operands, sizes: { parts, length } });
}
