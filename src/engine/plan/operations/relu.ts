import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";

export const RELU = defineOperation({
  name: "ReLU",
  views: { x: "read", target: "write" },
  over: "vectors of x",
});

/** max(x, 0), for ReLUs that are not fused into the preceding kernel. */
export function relu(x: View, target: View): Dispatch {
  return RELU.dispatch({ views: { x, target } });
}

export const RELU_MASK = defineOperation({
  name: "ReLU mask",
  views: { mask: "read", gradient: "write" },
  over: "vectors of gradient",
});

/** Applies the ReLU gradient to `gradient` in place; `mask` is the output of the ReLU. */
export function reluMask(gradient: View, mask: View): Dispatch {
  return RELU_MASK.dispatch({ views: { mask, gradient } });
}
