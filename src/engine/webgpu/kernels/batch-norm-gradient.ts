import { NORM_EPSILON } from "../../../nets/graph.ts";
import { BATCH_NORM_GRADIENT, BATCH_NORM_GRADIENT_SUMS } from "../../plan/operations/batch-norm-gradient.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { epilogueName, store } from "./epilogue.ts";

export const batchNormGradientSumsKernel = defineKernel(BATCH_NORM_GRADIENT_SUMS, {
  explanation: `A thread processes one vector of four channels for one part of the pixels. It accumulates two sums:
the output gradient times the normalised value, for the gradient of the scale, and the output gradient, for the
gradient of the shift.`,
  body: `
  let mean = statistics[vector];
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  var along = vec4f(0);
  var sum = vec4f(0);
  for (var pixel = start; pixel < end; pixel++) {
    let incoming = gradient_at(pixel, vector);
    along += incoming * (x_at(pixel, vector) - mean) / deviation;
    sum += incoming;
  }
  let at = part * 2u * sizes.vectors + vector;
  partial[at] = along;
  partial[at + sizes.vectors] = sum;`,
});

export const batchNormGradientKernel = defineKernel(BATCH_NORM_GRADIENT, (variant) => ({
  variant: epilogueName(variant).join(", "),
  explanation: `A thread computes the input gradient of one vector. From the output gradient it subtracts the mean
gradient and the component along the normalised values, and multiplies by scale / standard deviation.`,
  body: `
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  let normalised = (x_at(pixel, vector) - statistics[vector]) / deviation;
  let mean = (sums[sizes.vectors + vector] + normalised * sums[vector]) / f32(sizes.pixels);
  let value = affine[vector] / deviation * (gradient_at(pixel, vector) - mean);
  ${store(variant, "value")}`,
}));
