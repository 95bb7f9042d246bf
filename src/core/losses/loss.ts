import type { Stage } from "../recipe/recipe.ts";
import { DIRECTION_LOSS, type DirectionLoss } from "./direction-loss.ts";
import { ENERGY_LOSS, type EnergyLoss } from "./energy-loss.ts";
import { MASK_LOSS, type MaskLoss } from "./mask-loss.ts";

/** The losses by kind. Every table that is keyed by `LossKind` has to be complete to compile. */
interface Losses {
  readonly mask: MaskLoss;
  readonly direction: DirectionLoss;
  readonly energy: EnergyLoss;
}

export type LossKind = keyof Losses;

/** What a network is trained to minimise; plain data that every executor carries out in its own way. */
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
