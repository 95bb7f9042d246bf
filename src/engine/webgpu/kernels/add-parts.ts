import { type Dispatch, groupsFor, type Region } from "../ir/dispatch.ts";
import { defineKernel } from "../ir/kernel.ts";

const addPartsKernel = defineKernel({
  name: "add parts",
  explanation: `A thread adds one vector over all parts, always in the same order.`,
  reads: { partial: "vec4f" },
  writes: { total: "vec4f" },
  sizes: ["parts", "length"],
  body: `
  if (thread >= sizes.length) { return; }
  var sum = partial[thread];
  for (var part = 1u; part < sizes.parts; part++) { sum += partial[part * sizes.length + thread]; }
  total[thread] = sum;`,
});

/** Adds `parts` arrays of `length` vectors that lie one after the other. */
export function addParts(args: {
  readonly parts: number;
  readonly length: number;
  readonly partial: Region;
  readonly total: Region;
}): Dispatch {
  const { parts, length, partial, total } = args;
  return {
    kernel: addPartsKernel,
    operands: { partial, total },
    sizes: { parts, length },
    workgroups: groupsFor(length),
  };
}
