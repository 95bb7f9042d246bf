import type { Stage } from "../recipe/recipe.ts";
import { DIRECTION_LOSS, type DirectionLoss } from "./direction-loss.ts";
import { ENERGY_LOSS, type EnergyLoss } from "./energy-loss.ts";
import { MASK_LOSS, type MaskLoss } from "./mask-loss.ts";

/** The losses by kind. Tables keyed by `LossKind` compile only if complete. */
interface Losses {
  readonly mask: MaskLoss;
  readonly direction: DirectionLoss;
  readonly energy: EnergyLoss;
}

export type LossKind = keyof Losses;

/** The objective of a training stage, as plain data; each executor implements it. */
export type Loss<Kind extends LossKind = LossKind> = {
  readonly [K in Kind]: Losses[K] & { readonly kind: K };
}[Kind];

const STAGE_LOSSES: Readonly<Record<Stage, Loss>> = {
  semantic: MASK_LOSS,
  direction: DIRECTION_LOSS,
  energy: ENERGY_LOSS,
  joint: ENERGY_LOSS,
};

/** The loss of a stage. */
export function stageLoss(stage: Stage): Loss {
  return STAGE_LOSSES[stage];
}
