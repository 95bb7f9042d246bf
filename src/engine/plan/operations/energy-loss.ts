import type { EnergyLoss } from "../../../core/losses/energy-loss.ts";
import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { LossArguments } from "./loss-arguments.ts";

export const ENERGY_LOSS_SUMS = defineOperation({
  name: "energy loss",
  variant: { smallest: "f32", gradient: "flag", costs: "f32s" },
  views: { output: "read", gradient: "write" },
  over: "strided pixels of output",
  reads: { level: "f32", mask: "f32", weight: "f32", scalars: "f32" },
  writes: { partial: "vec4f" },
  optional: { gradient: { gradient: true } },
});

/** Loss in component x of the sums. Targets `level`, `mask`, `weight`. See `EnergyLoss` for the formula. */
export function energyLoss(loss: EnergyLoss, args: LossArguments): Dispatch {
  const { output, gradient, targets, scalars, partial } = args;
  const { level, mask, weight } = targets;
  const { levelCosts: costs, smallest } = loss;
  return ENERGY_LOSS_SUMS.dispatch({
    variant: { costs, smallest, gradient: gradient !== null },
    views: { output, gradient },
    operands: { level, mask, weight, scalars, partial },
  });
}
