import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { LossArguments } from "./loss-arguments.ts";

export const DIRECTION_LOSS_SUMS = defineOperation({
  name: "direction loss",
  variant: { gradient: "flag" },
  views: { output: "read", gradient: "write" },
  over: "strided pixels of output",
  reads: { unit_vectors: "vec2f", valid: "f32", weight: "f32", scalars: "f32" },
  writes: { partial: "vec4f" },
  optional: { gradient: { gradient: true } },
});

/**
 * Loss in component x of the sums. Targets `unit_vectors`, `valid`, `weight`. See `DirectionLoss` for the
 * formula.
 */
export function directionLoss(args: LossArguments): Dispatch {
  const { output, gradient, targets, scalars, partial } = args;
  const { unit_vectors, valid, weight } = targets;
  return DIRECTION_LOSS_SUMS.dispatch({
    variant: { gradient: gradient !== null },
    views: { output, gradient },
    operands: { unit_vectors, valid, weight, scalars, partial },
  });
}
