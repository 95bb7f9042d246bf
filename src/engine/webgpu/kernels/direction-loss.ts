import { DIRECTION_LOSS_SUMS } from "../../plan/operations/direction-loss.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { overPixels } from "./loss-kernel.ts";

export const directionLossKernel = defineKernel(DIRECTION_LOSS_SUMS, ({ gradient }) => ({
  variant: gradient ? "value and gradient" : "value",
  explanation: `A thread takes every so many pixels: the angle between output and target by atan2 of their cross and
dot product, its weighted square, and the gradient 2 angle / length^2 across the output. A zero output has no direction:
it counts as a right angle and gets no gradient.`,
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
}));
