import type { Dispatch } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel } from "../ir/define-kernel.ts";

const reluKernel = defineKernel({
  name: "ReLU",
  explanation: `A thread replaces negative values of one vector by 0.`,
  views: { x: "read", target: "write" },
  over: "vectors of x",
  body: `
  store_target(pixel, vector, max(x_at(pixel, vector), vec4f(0)));`,
});

/** max(x, 0), for ReLUs that are not fused into the preceding kernel. */
export function relu(x: View, target: View): Dispatch {
  return reluKernel.dispatch({ views: { x, target } });
}

const maskKernel = defineKernel({
  name: "ReLU mask",
  explanation: `A thread sets to 0 the gradient of one vector where the ReLU gave 0.`,
  views: { mask: "read", gradient: "write" },
  over: "vectors of gradient",
  body: `
  let passes = mask_at(pixel, vector) > vec4f(0);
  store_gradient(pixel, vector, select(vec4f(0), gradient_at(pixel, vector), passes));`,
});

/** Applies the ReLU gradient to `gradient` in place; `mask` is the output of the ReLU. */
export function reluMask(gradient: View, mask: View): Dispatch {
  return maskKernel.dispatch({ views: { mask, gradient } });
}
