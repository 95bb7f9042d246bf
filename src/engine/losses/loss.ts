import type { Stage } from "../../core/recipe/recipe.ts";
import { DIRECTION_LOSS, type DirectionLoss } from "./direction-loss.ts";
import { ENERGY_LOSS, type EnergyLoss } from "./energy-loss.ts";
import { MASK_LOSS, type MaskLoss } from "./mask-loss.ts";

/** What a network is trained to make small; plain numbers that every executor carries out in its own way. */
export type Loss = MaskLoss | DirectionLoss | EnergyLoss;

/** The loss of a stage. */
export function stageLoss(stage: Stage): Loss {
  switch (stage) {
    case "semantic":
      return MASK_LOSS;
    case "direction":
      return DIRECTION_LOSS;
    case "energy":
    case "joint":
      return ENERGY_LOSS;
  }
}
