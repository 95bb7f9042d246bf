import type { Loss } from "../../losses/loss.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { addVectors } from "../kernels/add-vectors.ts";
import { directionLoss } from "../kernels/direction-loss.ts";
import { energyLoss } from "../kernels/energy-loss.ts";
import { type LossArguments, lossThreads } from "../kernels/loss-kernel.ts";
import { maskGradient, maskLossOf, maskSums } from "../kernels/mask-loss.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { stepSums } from "./step-sums.ts";
import { uploadTargets } from "./upload-targets.ts";

/** Uploaded targets of a loss, with the channels of each. */
const TARGETS: Readonly<Record<Loss["kind"], Readonly<Record<string, number>>>> = {
  mask: { mask: 1 },
  direction: { unit_vectors: 2, valid: 1, weight: 1 },
  energy: { level: 1, mask: 1, weight: 1 },
};

/** Names of the targets that a loss reads. */
export function targetNames(loss: Loss): readonly string[] {
  return Object.keys(TARGETS[loss.kind]);
}

function lossDispatch(loss: Loss, args: LossArguments): Dispatch {
  switch (loss.kind) {
    case "mask":
      return maskSums(args);
    case "direction":
      return directionLoss(args);
    case "energy":
      return energyLoss(loss, args);
  }
}

/** Appends the loss of `output`, and its gradient if it is wanted. Its sums become the first vector of the result `sums`. */
export function lowerLoss(builder: PlanBuilder, loss: Loss, output: View, gradient: View | null): void {
  const emit = (dispatch: Dispatch) => builder.dispatch("loss", "loss", dispatch);
  const targets = uploadTargets(builder, TARGETS[loss.kind], output);
  const length = lossThreads(output);
  const partial = builder.temporary("scratch", length);
  const total = stepSums(builder);
  const scalars = builder.shared("scalars");
  emit(lossDispatch(loss, { output, gradient, targets, scalars, partial }));
  emit(addVectors({ length, partial, total }));
  if (loss.kind === "mask" && gradient) {
    emit(maskGradient({ loss, output, mask: targets.mask, total, scalars, gradient }));
  }
}

/** Product of two targets, summed in double precision. */
function summedProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}

function taughtPixels(mask: Float32Array): number {
  let count = 0;
  for (const truth of mask) if (truth >= 0) count += 1;
  return count;
}

/** Factor of a loss: 1 over its summed weights or, of the mask's cross entropy, over the number of its taught pixels. */
export function lossScale(loss: Loss, target: (name: string) => Float32Array): number {
  switch (loss.kind) {
    case "mask":
      return 1 / Math.max(1, taughtPixels(target("mask")));
    case "direction":
      return 1 / Math.max(summedProduct(target("weight"), target("valid")), loss.floor);
    case "energy":
      return 1 / Math.max(summedProduct(target("weight"), target("mask")), loss.floor);
  }
}

/** The loss from the result `sums` of a plan that was given `scale` as its `lossScale`. */
export function lossOf(loss: Loss, sums: ArrayLike<number>, scale: number): number {
  return loss.kind === "mask" ? maskLossOf(loss, sums, scale) : sums[0];
}
