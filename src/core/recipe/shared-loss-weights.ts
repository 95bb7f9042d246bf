/**
 * Usual weights of the parts of the loss of the shared network, and of a background pixel for vectors and levels; that
 * of a cell pixel is 1 on average.
 */
export const SHARED_LOSS_WEIGHTS = { mask: 1, vectors: 1, levels: 0.3, background: 0.25 } as const;
