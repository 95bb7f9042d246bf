import type { MaskLoss } from "../../../core/losses/mask-loss.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { scalar } from "../ir/step-scalars.ts";
import type { View } from "../ir/view.ts";
import { type LossArguments, overPixels } from "./loss-kernel.ts";

const PROBABILITY = `
fn probability(logit: f32) -> f32 {
  let small = exp(-abs(logit));
  return select(small, 1.0, logit >= 0.0) / (1.0 + small);
}`;

const maskSumsKernel = defineKernel({
  name: "mask loss sums",
  explanation: `A thread takes every so many pixels and adds their cross entropy, probability times mask, probability and
mask: all that the loss consists of. Where the mask is below 0 nothing is taught.`,
  views: { output: "read" },
  over: "strided pixels of output",
  reads: { mask: "f32" },
  writes: { partial: "vec4f" },
  declarations: PROBABILITY,
  body: overPixels(`
    let logit = output_at(pixel, 0u).x;
    let truth = mask[pixel];
    let p = probability(logit);
    let entropy = max(logit, 0.0) - logit * truth + log(1.0 + exp(-abs(logit)));
    sums += select(vec4f(0), vec4f(entropy, p * truth, p, truth), truth >= 0.0);`),
});

/** Sums of cross-entropy, probability times mask, probability, and mask. Target `mask`. */
export function maskSums({ output, targets: { mask }, partial }: LossArguments): Dispatch {
  return maskSumsKernel.dispatch({ views: { output }, operands: { mask, partial } });
}

/**
 * The loss from its sums; `scale` is 1 / number of pixels that are not ignored. See `MaskLoss` for the
 * formula.
 */
export function maskLossOf(loss: MaskLoss, sums: ArrayLike<number>, scale: number): number {
  const [entropy, both, probability, mask] = [sums[0], sums[1], sums[2], sums[3]];
  const overlap = (2 * both + loss.smoothing) / (probability + mask + loss.smoothing);
  return loss.crossEntropyWeight * entropy * scale + loss.diceWeight * (1 - overlap);
}

const maskGradientKernel = kernelFamily(({ crossEntropyWeight, diceWeight, smoothing }: MaskLoss) =>
  defineKernel({
    name: "mask loss gradient",
    explanation: `A thread computes the gradient at one pixel, from the sums over all of them.`,
    views: { output: "read", gradient: "write" },
    over: "pixels of output",
    reads: { mask: "f32", total: "vec4f", scalars: "f32" },
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

/** Gradient of the loss for the logits, from the total sums. */
export function maskGradient(args: {
  readonly loss: MaskLoss;
  readonly output: View;
  readonly mask: Region;
  readonly total: Region;
  readonly scalars: Region;
  readonly gradient: View;
}): Dispatch {
  const { loss, output, gradient, mask, total, scalars } = args;
  return maskGradientKernel(loss).dispatch({
    views: { output, gradient },
    operands: { mask, total, scalars },
  });
}
