import { VECTOR, vectorsFor } from "../../plan/ir/view.ts";
import { ENERGY_LOSS_SUMS } from "../../plan/operations/energy-loss.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { LANES, repeat } from "../ir/kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { overPixels } from "./loss-kernel.ts";

export const energyLossKernel = defineKernel(ENERGY_LOSS_SUMS, ({ costs, smallest, gradient }) => {
  const levels = costs.length;
  const logit = (level: number) => `logits${Math.floor(level / VECTOR)}.${LANES[level % VECTOR]}`;
  const all = (text: (level: number) => string, separator = "\n") => repeat(levels, text, separator);
  return {
    variant: `${levels} levels, ${gradient ? "value and gradient" : "value"}`,
    explanation: `A thread takes every so many pixels: the softmax of the levels, both terms of the cross entropy of each
level times its cost, and the gradient through the softmax.`,
    body: overPixels(`
    let share = mask[pixel] * weight[pixel] * ${scalar("lossScale")};
    let truth = u32(level[pixel]);
${repeat(vectorsFor(levels), (v) => `    let logits${v} = output_at(pixel, ${v}u);`)}
    var largest = ${logit(0)};
${all((k) => `    largest = max(largest, ${logit(k)});`)}
    var total = 0.0;
${all((k) => `    let e${k} = exp(${logit(k)} - largest); total += e${k};`)}
    var cost = 0.0;
    var pull = 0.0;
${all(
  (k) => `    let y${k} = e${k} / total;
    let isTrue${k} = truth == ${k}u;
    let chance${k} = select(1.0 - y${k}, y${k}, isTrue${k});
    cost -= f32(${costs[k]}) * log(max(chance${k}, ${smallest}));
    let slope${k} = select(1.0, -1.0, isTrue${k}) * f32(${costs[k]}) / max(chance${k}, ${smallest}) * f32(chance${k} >= ${smallest});
    pull += slope${k} * y${k};`,
)}
    sums.x += share * cost;
${
  gradient
    ? repeat(
        vectorsFor(levels),
        (v) =>
          `    store_gradient(pixel, ${v}u, share * vec4f(${repeat(
            VECTOR,
            (lane) => {
              const k = v * VECTOR + lane;
              return k < levels ? `y${k} * (slope${k} - pull)` : "0";
            },
            ", ",
          )}));`,
      )
    : ""
}`),
  };
});
