import type { Dispatch } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { type Epilogue, epilogueName, epilogueViews, store } from "./epilogue.ts";

interface Variant extends Epilogue {
  /** Whether the second operand has one channel, which gates all channels of the first. */
  readonly gate: boolean;
}

const multiplyKernel = kernelFamily((variant: Variant) =>
  defineKernel({
    name: variant.gate ? "gate" : "multiply",
    variant: epilogueName(variant).join(", "),
    explanation: variant.gate
      ? `A thread multiplies one vector by the single channel of its pixel.`
      : `A thread multiplies two vectors, channel by channel.`,
    views: { x: "read", by: "read", ...epilogueViews(variant) },
    over: "vectors of x",
    body: `
  let value = x_at(pixel, vector) * ${variant.gate ? "by_at(pixel, 0u).x" : "by_at(pixel, vector)"};
  ${store(variant, "value")}`,
  }),
);

/**
 * Product of x and `by` per channel, or of all channels with the single channel of `by`; also its gradient
 * for `x`.
 */
export function multiply(args: {
  readonly x: View;
  readonly by: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { accumulate, ...views } = args;
  const gate = views.by.channels === 1 && views.x.channels > 1;
  return multiplyKernel({ gate, accumulate, mask: views.mask !== null }).dispatch({ views });
}

const gateGradientKernel = kernelFamily((variant: Epilogue) =>
  defineKernel({
    name: "gate gradient",
    variant: epilogueName(variant).join(", "),
    explanation: `A thread adds, over all channels of one pixel, the gradient times the value that was gated.`,
    views: { x: "read", gradient: "read", ...epilogueViews(variant) },
    over: "pixels of x",
    body: `
  var sum = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    sum += dot(x_at(pixel, vector), gradient_at(pixel, vector));
  }
  ${store(variant, "vec4f(sum, 0, 0, 0)", "pixel", "0u")}`,
  }),
);

/** Gradient for the single channel that gates all channels of `x`. */
export function gateGradient(args: {
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { accumulate, ...views } = args;
  return gateGradientKernel({ accumulate, mask: views.mask !== null }).dispatch({ views });
}
