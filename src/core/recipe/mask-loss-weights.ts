/** Weights of the two terms of the loss of the semantic stage: the engine computes with them, the page names them. */
export const MASK_LOSS_WEIGHTS = { crossEntropyShare: 0.6, diceShare: 0.4 } as const;
