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

/** The constants of the published recipe of this lab. */
export const MASK_CONSTANTS: MaskLoss["constants"] = {
  crossEntropyWeight: 0.6,
  diceWeight: 0.4,
  smoothing: 1,
};

/** The Dice term, weighted, from the sums of p y, p and y in `sums[1]` to `sums[3]`. */
export function diceTerm(
  { diceWeight, smoothing }: Pick<MaskLoss["constants"], "diceWeight" | "smoothing">,
  sums: ArrayLike<number>,
): number {
  const [both, probability, mask] = [sums[1], sums[2], sums[3]];
  return diceWeight * (1 - (2 * both + smoothing) / (probability + mask + smoothing));
}

/** From the sums of cross entropy, p y, p and y over the pixels that are not ignored. */
function fromSums(sums: ArrayLike<number>, scale: number): number {
  return MASK_CONSTANTS.crossEntropyWeight * sums[0] * scale + diceTerm(MASK_CONSTANTS, sums);
}

/** The loss of the semantic stage. */
export const MASK_LOSS: MaskLoss = {
  kind: "mask",
  task: "mask",
  targets: { mask: 1 },
  weightedBy: null,
  unit: "1",
  title: `${MASK_CONSTANTS.crossEntropyWeight} CE + ${MASK_CONSTANTS.diceWeight} (1 − Dice)`,
  constants: MASK_CONSTANTS,
  fromSums,
};
