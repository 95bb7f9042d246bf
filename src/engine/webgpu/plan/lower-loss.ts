import type { Loss, LossKind } from "../../../core/losses/loss.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { stridedThreads } from "../ir/iteration.ts";
import type { View } from "../ir/view.ts";
import { addVectors } from "../kernels/add-vectors.ts";
import { directionLoss } from "../kernels/direction-loss.ts";
import { energyLoss } from "../kernels/energy-loss.ts";
import type { LossArguments } from "../kernels/loss-kernel.ts";
import { maskGradient, maskLossOf, maskSums } from "../kernels/mask-loss.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { stepSums } from "./step-sums.ts";
import { uploadTargets } from "./upload-targets.ts";

interface GradientArguments extends Omit<LossArguments, "partial"> {
  readonly gradient: View;
  /** The added-up sums. */
  readonly total: Region;
}

/** How a loss is computed: one pass, which writes the gradient too, or a second one where the gradient needs the sums. */
interface LossKernels<Kind extends LossKind> {
  sums(loss: Loss<Kind>, args: LossArguments): Dispatch;
  readonly gradient: ((loss: Loss<Kind>, args: GradientArguments) => Dispatch) | null;
  /** The loss from the added-up sums; `scale` is what `lossScale` gives. */
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

/** Appends the loss of `output`, and its gradient if it is wanted. Its sums become the first vector of the result `sums`. */
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

/** The loss from the result `sums` of a plan that was given `scale` as its `lossScale`. */
export function lossOf<Kind extends LossKind>(
  loss: Loss<Kind>,
  sums: ArrayLike<number>,
  scale: number,
): number {
  return KERNELS[loss.kind].value(loss, sums, scale);
}
