import type { InstanceScore } from "../metrics/instance-score.ts";
import type { Gate } from "../recipe/recipe.ts";

/** Cell scores of a validation that are fractions. */
export type CellFractions = Pick<InstanceScore, "kaggle" | "ap50" | "ap75" | "f1" | "pq">;

/** Cell scores of a validation. */
export interface CellScores extends CellFractions {
  /** The mask in which cells were found. The loss and the pixel metrics use the gate of the recipe. */
  readonly cellsGate: Gate;
  /**
   * The same scores for the connected components of that mask; null for the U-Net, whose cells are these
   * components.
   */
  readonly components: CellFractions | null;
}

/**
 * Results of one validation. Metrics of other stages are absent; cell scores are absent if cells were not
 * counted.
 */
export interface Validation extends Partial<CellScores> {
  /** Mean loss over the validation images; except for the U-Net, over images with cells only. */
  readonly loss: number;
  /** Intersection over union of the mask at probability 0.5, pooled over the images. */
  readonly iou?: number;
  /** Loss of an output of zeros on the same images, if the loss is a sum, whose value depends on them. */
  readonly zeroOutputLoss?: number;
  /** Root of the area-weighted mean squared angle error, degrees. */
  readonly angleRmsDegrees?: number;
  readonly fractionAbove22?: number;
  readonly fractionAbove45?: number;
  /** Fraction of cell pixels with the correct depth level. */
  readonly levelAccuracy?: number;
  /** What was measured, e.g. `tiles 256 px`, if there are two validations. */
  readonly on?: string;
  /** The same on the second transform of the recipe, which has no second of its own; null if it has no loss there. */
  readonly second?: Validation | null;
}
