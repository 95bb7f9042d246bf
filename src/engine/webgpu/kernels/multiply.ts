import { GATE_GRADIENT, MULTIPLY } from "../../plan/operations/multiply.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { epilogueName, store } from "./epilogue.ts";

export const multiplyKernel = defineKernel(MULTIPLY, (variant) => ({
  name: variant.gate ? "gate" : "multiply",
  variant: epilogueName(variant).join(", "),
  explanation: variant.gate
    ? `A thread multiplies one vector by the single channel of the gate at its pixel.`
    : `A thread multiplies two vectors channel by channel.`,
  body: `
  let value = x_at(pixel, vector) * ${variant.gate ? "by_at(pixel, 0u).x" : "by_at(pixel, vector)"};
  ${store(variant, "value")}`,
}));

export const gateGradientKernel = defineKernel(GATE_GRADIENT, (variant) => ({
  variant: epilogueName(variant).join(", "),
  explanation: `A thread sums the gradient times the gated value over all channels of one pixel.`,
  body: `
  var sum = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    sum += dot(x_at(pixel, vector), gradient_at(pixel, vector));
  }
  ${store(variant, "vec4f(sum, 0, 0, 0)", "pixel", "0u")}`,
}));
