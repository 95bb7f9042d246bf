import type { Validation } from "../../core/runs/validation.ts";
import type { Weights } from "../../nets/weights.ts";

/** Criterion for keeping the best weights. */
export type KeptBy = "kaggle" | "loss";

/**
 * Keeps the best weights of a stage. The criterion is the Kaggle score if cells are found in the predicted
 * mask, else the validation loss of the stage. With the ground-truth mask, the Kaggle score depends mostly on
 * the mask, which the weights of the stage do not affect.
 */
export class BestWeights {
  readonly by: KeptBy;
  weights: Weights | null = null;
  #rank = Number.NEGATIVE_INFINITY;

  /** @param countsInPredictedMask whether validations count cells in the mask predicted by the U-Net */
  constructor(countsInPredictedMask: boolean) {
    this.by = countsInPredictedMask ? "kaggle" : "loss";
  }

  /** Keeps weights that rank strictly above all previous ones. Returns whether they were kept. */
  async offer(
    { kaggle, loss }: Pick<Validation, "kaggle" | "loss">,
    read: () => Promise<Weights>,
  ): Promise<boolean> {
    const rank = this.by === "kaggle" ? kaggle : -loss;
    // False for NaN, too.
    if (rank === undefined || !(rank > this.#rank)) return false;
    this.#rank = rank;
    this.weights = await read();
    return true;
  }
}
