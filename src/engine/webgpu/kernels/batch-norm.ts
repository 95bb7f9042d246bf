import { NORM_EPSILON } from "../../../nets/graph.ts";
import { BATCH_NORM } from "../../plan/operations/batch-norm.ts";
import { defineKernel } from "../ir/define-kernel.ts";

export const batchNormKernel = defineKernel(BATCH_NORM, ({ relu }) => ({
  variant: relu ? "ReLU" : "",
  explanation: `A thread normalises one vector by the mean and variance of its channels, then applies scale and shift.`,
  body: `
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  let centred = x_at(pixel, vector) - statistics[vector];
  let value = centred / deviation * affine[vector] + affine[sizes.vectors + vector];
  store_target(pixel, vector, ${relu ? "max(value, vec4f(0))" : "value"});`,
}));
