import type { Loss } from "../../core/losses/loss.ts";
import type { Dispatch } from "./ir/dispatch.ts";
import { stridedThreads } from "./ir/iteration.ts";
import type { View } from "./ir/view.ts";
import { addSums } from "./operations/add-sums.ts";
import { LOSS_OPERATIONS } from "./operations/losses.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { stepSums } from "./step-sums.ts";
import { uploadTargets } from "./upload-targets.ts";

/**
 * Appends the loss of `output` and, if requested, its gradient. Its sums are the first vector of the result
 * `sums`.
 */
export function lowerLoss(builder: PlanBuilder, loss: Loss, output: View, gradient: View | null): void {
  const emit = (dispatch: Dispatch) => builder.dispatch("loss", "loss", dispatch);
  const operation = LOSS_OPERATIONS[loss.kind];
  const targets = uploadTargets(builder, loss.targets, output);
  const length = stridedThreads(output);
  const partial = builder.temporary("scratch", length);
  const total = stepSums(builder);
  const scalars = builder.shared("scalars");
  emit(operation.sums(loss, { output, gradient, targets, scalars, partial }));
  emit(addSums({ length, partial, total }));
  if (operation.gradient && gradient) {
    emit(operation.gradient(loss, { output, targets, total, scalars, gradient }));
  }
}

/** The loss from the result `sums` of a plan that ran with `scale` as its `lossScale`. */
export function lossOf({ fromSums }: Loss, sums: ArrayLike<number>, scale: number): number {
  return fromSums === null ? sums[0] : fromSums(sums, scale);
}
