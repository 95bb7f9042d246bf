import { ADD_PARTS } from "../../plan/operations/add-parts.ts";
import { defineKernel } from "../ir/define-kernel.ts";

export const addPartsKernel = defineKernel(ADD_PARTS, {
  explanation: `A thread adds one vector over all parts, in a fixed order.`,
  body: `
  var sum = partial[thread];
  for (var part = 1u; part < sizes.parts; part++) { sum += partial[part * sizes.length + thread]; }
  total[thread] = sum;`,
});
