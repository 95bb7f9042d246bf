import type { Dispatch } from "../../plan/ir/dispatch.ts";
import { scalar } from "../../plan/ir/step-scalars.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { type LossArguments, lossViews, overPixels } from "./loss-kernel.ts";

const directionLossKernel = kernelFamily(({ gradient }: { readonly gradient: boolean }) =>
  defineKernel({
    name: "direction loss",
    variant: gradient ? "value and gradient" : "value",
    explanation: `A thread takes every so many pixels: the angle between output and target by atan2 of their cross and
dot product, its weighted square, and the gradient 2 angle / length^2 across the output. A zero output has no direction:
it counts as a right angle and gets no gradient.`,
    views: lossViews(gradient),
    over: "strided pixels of output",
    reads: { unit_vectors: "vec2f", valid: "f32", weight: "f32", scalars: "f32" },
    writes: { partial: "vec4f" },
    body: overPixels(`
    let p = output_at(pixel, 0u).xy;
    let u = unit_vectors[pixel];
    let share = weight[pixel] * valid[pixel] * ${scalar("lossScale")};
    let across = p.y * u.x - p.x * u.y;
    let along = dot(p, u);
    let squared = across * across + along * along;
    let angle = atan2(select(1.0, across, squared > 0.0), along);
    sums.x += share * angle * angle;
    ${
      gradient
        ? `let slope = share * 2.0 * angle / select(1.0, squared, squared > 0.0);
    let forAcross = slope * along;
    let forAlong = -slope * across;
    let pull = vec2f(forAlong * u.x - forAcross * u.y, forAlong * u.y + forAcross * u.x);
    store_gradient(pixel, 0u, vec4f(pull, 0, 0));`
        : ""
    }`),
  }),
);

/**
 * Loss in component x of the sums. Targets `unit_vectors`, `valid`, `weight`. See `DirectionLoss` for the
 * formula.
 */
export function directionLoss(args: LossArguments): Dispatch {
  const { output, gradient, targets, scalars, partial } = args;
  const { unit_vectors, valid, weight } = targets;
  return directionLossKernel({ gradient: gradient !== null }).dispatch({
    views: { output, gradient },
    operands: { unit_vectors, valid, weight, scalars, partial },
  });
}
