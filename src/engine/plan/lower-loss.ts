import type { Loss, LossKind } from "../../core/losses/loss.ts";
import type { Dispatch, Region } from "./ir/dispatch.ts";
import { stridedThreads } from "./ir/iteration.ts";
import type { View } from "./ir/view.ts";
import { addVectors } from "./operations/add-vectors.ts";
import { directionLoss } from "./operations/direction-loss.ts";
import { energyLoss } from "./operations/energy-loss.ts";
import type { LossArguments } from "./operations/loss-arguments.ts";
import { maskGradient, maskLossOf, maskSums } from "./operations/mask-loss.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { stepSums } from "./step-sums.ts";
import { uploadTargets } from "./upload-targets.ts";

interface GradientArguments extends Omit<LossArguments, "partial"> {
  readonly gradient: View;
  /** The total sums. */
  readonly total: Region;
}

/**
 * Kernels of a loss: one pass that also writes the gradient, or a second pass if the gradient depends on the
 * sums.
 */
interface LossKernels<Kind extends LossKind> {
  sums(loss: Loss<Kind>, args: LossArguments): Dispatch;
  readonly gradient: ((loss: Loss<Kind>, args: GradientArguments) => Dispatch) | null;
  /** The loss from the total sums; `scale` is the result of `lossScale`. */
  value(loss: Loss<Kind>, sums: ArrayLike<number>, scale: number): number;
}

const firstSum = (_: Loss, sums: ArrayLike<number>) => sums[0];

const KERNELS: { readonly [Kind in LossKind]: LossKernels<Kind> } = {
  mask: {
    sums: (_, args) => maskSums(args),
    gradient: (loss, { targets: { mask }, ...args }) => maskGradient({ ...args, loss, mask }),
    value: maskLossOf,
  },
  direction: { sums: (_, args) => directionLoss(args), gradient: null, value: firstSum },
  energy: { sums: energyLoss, gradient: null, value: firstSum },
};

/**
 * Appends the loss of `output` and, if requested, its gradient. Its sums are the first vector of the result
 * `sums`.
 */
export function lowerLoss<Kind extends LossKind>(
  builder: PlanBuilder,
  loss: Loss<Kind>,
  output: View,
  gradient: View | null,
): void {
  const emit = (dispatch: Dispatch) => builder.dispatch("loss", "loss", dispatch);
  const kernels = KERNELS[loss.kind];
  const targets = uploadTargets(builder, loss.targets, output);
  const length = stridedThreads(output);
  const partial = builder.temporary("scratch", length);
  const total = stepSums(builder);
  const scalars = builder.shared("scalars");
  emit(kernels.sums(loss, { output, gradient, targets, scalars, partial }));
  emit(addVectors({ length, partial, total }));
  if (kernels.gradient && gradient) {
    emit(kernels.gradient(loss, { output, targets, total, scalars, gradient }));
  }
}

/** The loss from the result `sums` of a plan that ran with `scale` as its `lossScale`. */
export function lossOf<Kind extends LossKind>(
  loss: Loss<Kind>,
  sums: ArrayLike<number>,
  scale: number,
): number {
  return KERNELS[loss.kind].value(loss, sums, scale);
}
