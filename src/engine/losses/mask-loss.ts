import { MASK_LOSS_WEIGHTS } from "../../core/recipe/mask-loss-weights.ts";

/**
 * Cell or background, from logits z `[batch, row, column, 1]` and target `mask` y of the same shape, p = sigmoid(z), over
 * the pixels that are taught: those where y is 1 or 0. Where it is below 0 it is not known what the pixel is:
 *
 *     crossEntropyShare * mean(-y log p - (1 - y) log(1 - p))
 *       + diceShare * (1 - (2 sum(p y) + smoothing) / (sum(p) + sum(y) + smoothing))
 *
 * Means and sums run over the whole batch, so a crop without a cell does not end in 0 / 0. Without any taught pixel the
 * loss is 0. The soft Dice term
 * (Milletari, Navab, Ahmadi 2016) does not let a large background outvote small cells.
 */
export interface MaskLoss {
  readonly kind: "mask";
  readonly crossEntropyShare: number;
  readonly diceShare: number;
  /** Added to both sides of the Dice fraction. */
  readonly smoothing: number;
}

/** The loss of the semantic stage. */
export const MASK_LOSS: MaskLoss = { kind: "mask", ...MASK_LOSS_WEIGHTS, smoothing: 1 };
