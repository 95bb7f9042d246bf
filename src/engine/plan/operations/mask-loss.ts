import type { MaskLoss } from "../../../core/losses/mask-loss.ts";
import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import type { LossArguments } from "./loss-arguments.ts";

export const MASK_SUMS = defineOperation({
  name: "mask loss sums",
  views: { output: "read" },
  over: "strided pixels of output",
  reads: { mask: "f32" },
  writes: { partial: "vec4f" },
});

/** Sums of cross-entropy, probability times mask, probability, and mask. Target `mask`. */
export function maskSums({ output, targets: { mask }, partial }: LossArguments): Dispatch {
  return MASK_SUMS.dispatch({ views: { output }, operands: { mask, partial } });
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

export const MASK_GRADIENT = defineOperation({
  name: "mask loss gradient",
  variant: { crossEntropyWeight: "f32", diceWeight: "f32", smoothing: "f32" },
  views: { output: "read", gradient: "write" },
  over: "pixels of output",
  reads: { mask: "f32", total: "vec4f", scalars: "f32" },
});

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
  const { crossEntropyWeight, diceWeight, smoothing } = loss;
  return MASK_GRADIENT.dispatch({
    variant: { crossEntropyWeight, diceWeight, smoothing },
    views: { output, gradient },
    operands: { mask, total, scalars },
  });
}
