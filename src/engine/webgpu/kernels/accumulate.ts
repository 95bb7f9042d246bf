import { ACCUMULATE } from "../../plan/operations/accumulate.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { scalar } from "../ir/scalar.ts";

export const accumulateKernel = defineKernel(ACCUMULATE, {
  explanation: `A thread adds one vector of the gradients of a micro-batch to the sum over the previous micro-batches.`,
  body: `
  let earlier = select(vec4f(0), accumulated[thread], ${scalar("isLater")} > 0.0);
  accumulated[thread] = earlier + gradients[thread] * ${scalar("share")};`,
});
