import type { Weights } from "../../nets/weights.ts";
import type { Validation } from "./validation.ts";

/** What "keep the best weights" goes by. */
export type KeptBy = "kaggle" | "loss";

/**
 * Keeps the weights of a stage that validated best. Cells found in the predicted mask rank them by Kaggle's mean; where
 * cells are not counted or only found in the true mask, the stage's own validation loss does: with the true mask the
 * score is mostly that of the mask, which no weights of the stage change.
 */
export class BestWeights {
  readonly by: KeptBy;
  weights: Weights | null = null;
  #rank = Number.NEGATIVE_INFINITY;

  /** @param countsInPredictedMask whether validations count cells in the mask that the U-Net predicts */
  constructor(countsInPredictedMask: boolean) {
    this.by = countsInPredictedMask ? "kaggle" : "loss";
  }

  /** Takes weights that validated better than all before; of equals the first. Gives whether it took them. */
  async offer(
    { kaggle, loss }: Pick<Validation, "kaggle" | "loss">,
    read: () => Promise<Weights>,
  ): Promise<boolean> {
    const rank = this.by === "kaggle" ? kaggle : -loss;
    // Not a number is no rank.
    if (rank === undefined || !(rank > this.#rank)) return false;
    this.#rank = rank;
    this.weights = await read();
    return true;
  }
}
