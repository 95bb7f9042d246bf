import { ADD_SUMS } from "../../plan/operations/add-sums.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { WORKGROUP } from "../ir/kernel.ts";

export const addSumsKernel = defineKernel(ADD_SUMS, {
  explanation: `A single workgroup. Each thread adds every ${WORKGROUP}th vector. The first thread then adds the
results of all threads in order.`,
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
