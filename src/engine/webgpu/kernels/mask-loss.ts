import { MASK_GRADIENT, MASK_SUMS } from "../../plan/operations/mask-loss.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { overPixels } from "./loss-kernel.ts";

const PROBABILITY = `
fn probability(logit: f32) -> f32 {
  let small = exp(-abs(logit));
  return select(small, 1.0, logit >= 0.0) / (1.0 + small);
}`;

export const maskSumsKernel = defineKernel(MASK_SUMS, {
  explanation: `A thread takes every so many pixels and adds their cross entropy, probability times mask, probability and
mask: all that the loss consists of. Where the mask is below 0 nothing is taught.`,
  declarations: PROBABILITY,
  body: overPixels(`
    let logit = output_at(pixel, 0u).x;
    let truth = mask[pixel];
    let p = probability(logit);
    let entropy = max(logit, 0.0) - logit * truth + log(1.0 + exp(-abs(logit)));
    sums += select(vec4f(0), vec4f(entropy, p * truth, p, truth), truth >= 0.0);`),
});

export const maskGradientKernel = defineKernel(
  MASK_GRADIENT,
  ({ crossEntropyWeight, diceWeight, smoothing }) => ({
    explanation: `A thread computes the gradient at one pixel, from the sums over all of them.`,
    declarations: PROBABILITY,
    body: `
  let truth = mask[pixel];
  let p = probability(output_at(pixel, 0u).x);
  let upper = 2.0 * total[0].y + ${smoothing};
  let lower = total[0].z + total[0].w + ${smoothing};
  let forProbability = -${diceWeight} * (2.0 * truth * lower - upper) / (lower * lower);
  let forEntropy = ${crossEntropyWeight} * (p - truth) * ${scalar("lossScale")};
  let value = select(0.0, forEntropy + forProbability * p * (1.0 - p), truth >= 0.0);
  store_gradient(pixel, 0u, vec4f(value, 0, 0, 0));`,
  }),
);
