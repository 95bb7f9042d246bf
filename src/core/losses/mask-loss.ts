import type { LossFromSums, PlainLossSpec } from "./loss-spec.ts";

/**
 * Cell against background, from logits z `[batch, row, column, 1]` and target `mask` y of the same shape, p =
 * sigmoid(z), over the pixels where y is 1 or 0; pixels with y below 0 are ignored:
 *
 *     crossEntropyWeight * mean(-y log p - (1 - y) log(1 - p))
 *       + diceWeight * (1 - (2 sum(p y) + smoothing) / (sum(p) + sum(y) + smoothing))
 *
 * Means and sums are over the whole batch, which avoids 0 / 0 for a crop without cells. If all pixels are
 * ignored, the loss is 0. The soft Dice term (Milletari, Navab, Ahmadi 2016) keeps a large background from
 * dominating small cells.
 */
export interface MaskLoss extends PlainLossSpec {
  readonly kind: "mask";
  readonly constants: {
    readonly crossEntropyWeight: number;
    readonly diceWeight: number;
    /** Added to numerator and denominator of the Dice coefficient. */
    readonly smoothing: number;
  };
  readonly fromSums: LossFromSums;
}

const CONSTANTS: MaskLoss["constants"] = { crossEntropyWeight: 0.6, diceWeight: 0.4, smoothing: 1 };

/** From the sums of cross entropy, p y, p and y over the pixels that are not ignored. */
function fromSums(sums: ArrayLike<number>, scale: number): number {
  const { crossEntropyWeight, diceWeight, smoothing } = CONSTANTS;
  const [entropy, both, probability, mask] = [sums[0], sums[1], sums[2], sums[3]];
  const overlap = (2 * both + smoothing) / (probability + mask + smoothing);
  return crossEntropyWeight * entropy * scale + diceWeight * (1 - overlap);
}

/** The loss of the semantic stage. */
export const MASK_LOSS: MaskLoss = {
  kind: "mask",
  task: "mask",
  targets: { mask: 1 },
  weightedBy: null,
  unit: "1",
  title: `${CONSTANTS.crossEntropyWeight} CE + ${CONSTANTS.diceWeight} (1 − Dice)`,
  constants: CONSTANTS,
  fromSums,
};
