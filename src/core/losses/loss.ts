import type { Stage } from "../recipe/recipe.ts";
import { DIRECTION_LOSS } from "./direction-loss.ts";
import { ENERGY_LOSS } from "./energy-loss.ts";
import { MASK_LOSS } from "./mask-loss.ts";

/** The losses by kind. Tables keyed by `LossKind` compile only if complete. */
export const LOSSES = {
  mask: MASK_LOSS,
  direction: DIRECTION_LOSS,
  energy: ENERGY_LOSS,
};

type Losses = typeof LOSSES;
export type LossKind = keyof Losses;

/** The objective of a training stage; each executor implements it. */
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
