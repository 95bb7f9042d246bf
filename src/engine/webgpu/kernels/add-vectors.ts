import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { WORKGROUP } from "../ir/kernel.ts";

const addVectorsKernel = defineKernel({
  name: "add sums",
  explanation: `One workgroup: each thread adds every ${WORKGROUP}th vector, then the first adds those in order.`,
  over: "workgroups",
  reads: { partial: "vec4f" },
  writes: { total: "vec4f" },
  sizes: ["length"],
  declarations: `var<workgroup> shared_: array<vec4f, ${WORKGROUP}>;`,
  body: `
  var sum = vec4f(0);
  for (var at = lane; at < sizes.length; at += ${WORKGROUP}u) { sum += partial[at]; }
  shared_[lane] = sum;
  workgroupBarrier();
  if (thread > 0u) { return; }
  for (var other = 1u; other < ${WORKGROUP}u; other++) { sum += shared_[other]; }
  total[0] = sum;`,
});

/** Sums `length` vectors into one, in a fixed order. */
export function addVectors(args: {
  readonly length: number;
  readonly partial: Region;
  readonly total: Region;
}): Dispatch {
  const { length, ...operands } = args;
  return addVectorsKernel.dispatch({ operands, sizes: { length, workgroups: 1 } });
}
