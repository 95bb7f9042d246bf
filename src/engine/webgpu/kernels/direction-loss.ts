import { type Dispatch, groupsFor } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "../ir/kernel.ts";
import { scalar } from "../ir/step-scalars.ts";
import {
  LOSS_SIZES,
  type LossArguments,
  lossOperands,
  lossSizes,
  lossThreads,
  overPixels,
} from "./loss-kernel.ts";

const directionLossKernel = kernelFamily(
  ({ gradient }: { gradient: boolean }): Kernel =>
    defineKernel({
      name: "direction loss",
      variant: gradient ? "value and gradient" : "value",
      explanation: `A thread takes every so many pixels: the angle between output and target by atan2 of their cross and
dot product, its weighted square, and the gradient 2 angle / length^2 across the output. A zero output has no direction:
it counts as a right angle and gets no gradient.`,
      reads: { output: "vec4f", unit_vectors: "vec2f", valid: "f32", weight: "f32", scalars: "f32" },
      writes: { partial: "vec4f", ...(gradient ? { gradient: "vec4f" } : {}) },
      sizes: LOSS_SIZES,
      body: overPixels(`
    let p = output[at].xy;
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
    gradient[gradientAt] = vec4f(forAlong * u.x - forAcross * u.y, forAlong * u.y + forAcross * u.x, 0, 0);`
        : ""
    }`),
    }),
);

/** Sums x: the loss. Targets `unit_vectors`, `valid`, `weight`. Formula with `DirectionLoss`. */
export function directionLoss(args: LossArguments): Dispatch {
  const { unit_vectors, valid, weight } = args.targets;
  return {
    kernel: directionLossKernel({ gradient: args.gradient !== null }),
    operands: { ...lossOperands(args), unit_vectors, valid, weight, scalars: args.scalars },
    sizes: lossSizes(args),
    workgroups: groupsFor(lossThreads(args.output)),
  };
}
