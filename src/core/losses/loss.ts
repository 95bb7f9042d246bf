import type { Recipe, Stage } from "../recipe/recipe.ts";
import { ARCCOSINE_LOSS } from "./arccosine-loss.ts";
import { DIRECTION_LOSS } from "./direction-loss.ts";
import { ENERGY_LOSS } from "./energy-loss.ts";
import { MASK_LOSS } from "./mask-loss.ts";
import { SHARED_LOSS, sharedLoss } from "./shared-loss.ts";

/** The losses by kind. Tables keyed by `LossKind` compile only if complete. */
export const LOSSES = {
  mask: MASK_LOSS,
  direction: DIRECTION_LOSS,
  arccosine: ARCCOSINE_LOSS,
  energy: ENERGY_LOSS,
  shared: SHARED_LOSS,
};

type Losses = typeof LOSSES;
export type LossKind = keyof Losses;

/** All kinds, in the order of the table. */
export const LOSS_KINDS = Object.keys(LOSSES) as LossKind[];

/** The objective of a training stage; each executor implements it. */
export type Loss<Kind extends LossKind = LossKind> = {
  readonly [K in Kind]: Losses[K] & { readonly kind: K };
}[Kind];

const STAGE_LOSSES: Readonly<Record<Stage, Loss>> = {
  semantic: MASK_LOSS,
  direction: DIRECTION_LOSS,
  energy: ENERGY_LOSS,
  joint: ENERGY_LOSS,
  shared: SHARED_LOSS,
};

/** The losses of the direction stage by the name in a recipe. */
const DIRECTION_LOSSES: Readonly<Record<Recipe["directionLoss"], Loss>> = {
  mean: DIRECTION_LOSS,
  sum: ARCCOSINE_LOSS,
};

/** The usual loss of a stage. */
export function stageLoss(stage: Stage): Loss {
  return STAGE_LOSSES[stage];
}

/** The loss that a recipe trains a stage with. */
export function trainingLoss(stage: Stage, recipe: Pick<Recipe, "directionLoss" | "sharedLoss">): Loss {
  if (stage === "shared") return sharedLoss(recipe.sharedLoss);
  return stage === "direction" ? DIRECTION_LOSSES[recipe.directionLoss] : stageLoss(stage);
}
