import type { Validation } from "../../core/runs/validation.ts";
import type { Weights } from "../../nets/weights.ts";
import type { RankedWeights } from "./training-checkpoint.ts";

/** Criterion for keeping the best weights. */
export type KeptBy = "kaggle" | "loss";

/**
 * Keeps the best weights of a stage. The criterion is the Kaggle score if cells are found in the predicted
 * mask, else the validation loss of the stage. With the ground-truth mask, the Kaggle score depends mostly on
 * the mask, which the weights of the stage do not affect.
 */
export class BestWeights {
  readonly by: KeptBy;
  /** Null before the first. */
  best: RankedWeights | null = null;

  /** @param countsInPredictedMask whether validations count cells in the mask predicted by the U-Net */
  constructor(countsInPredictedMask: boolean) {
    this.by = countsInPredictedMask ? "kaggle" : "loss";
  }

  /**
   * Keeps the weights after `step` steps if they rank strictly above all previous ones. Returns whether they
   * were kept.
   */
  async offer(
    { kaggle, loss }: Pick<Validation, "kaggle" | "loss">,
    step: number,
    read: () => Promise<Weights>,
  ): Promise<boolean> {
    const rank = this.by === "kaggle" ? kaggle : -loss;
    // False for NaN, too.
    if (rank === undefined || !(rank > (this.best?.rank ?? Number.NEGATIVE_INFINITY))) return false;
    this.best = { weights: await read(), rank, step };
    return true;
  }
}
