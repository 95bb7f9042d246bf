import { SHARED_LOSS_WEIGHTS } from "../recipe/shared-loss-weights.ts";
import type { LossFromSums, PlainLossSpec } from "./loss-spec.ts";
import { diceTerm, MASK_CONSTANTS, type MaskLoss } from "./mask-loss.ts";

/** Weights of the three parts. */
export interface PartWeights {
  readonly mask: number;
  readonly vectors: number;
  readonly levels: number;
}

/**
 * Mask, vectors and levels together, of the output of the shared network (`nets/shared-layout.ts`): level logits, a
 * vector x of any length, a mask logit z. Targets, all `[batch, row, column, channel]`: `mask` y (1, 0, or below 0 where
 * ignored), `unit_vectors` u and `level` k, both 0 in the background, and `vector_weight` a and `level_weight` b of
 * `sharedWeights`. Over the n pixels that are not ignored:
 *
 *     mask * L_mask(z, y)
 *       + vectors / n * sum(a |x - u|^2)
 *       + levels / n * sum(-b log softmax(logits)_k)
 *
 * with L_mask the loss of the semantic stage. A squared difference of vectors that are not normalised lets them shrink
 * where the network is unsure, and their divergence, by which cells are found, with them. An angle loss on normalised
 * vectors does not train in a shared network: its gradient grows with 1 / |x|.
 */
export interface SharedLoss extends PlainLossSpec {
  readonly kind: "shared";
  readonly constants: MaskLoss["constants"] & {
    readonly vectorWeight: number;
    readonly levelWeight: number;
  };
  readonly fromSums: LossFromSums;
}

/** The loss of the shared stage with these weights. */
export function sharedLoss({ mask, vectors, levels }: PartWeights): SharedLoss {
  const constants = {
    crossEntropyWeight: mask * MASK_CONSTANTS.crossEntropyWeight,
    diceWeight: mask * MASK_CONSTANTS.diceWeight,
    smoothing: MASK_CONSTANTS.smoothing,
    vectorWeight: vectors,
    levelWeight: levels,
  };
  return {
    kind: "shared",
    task: "shared",
    targets: { mask: 1, unit_vectors: 2, level: 1, vector_weight: 1, level_weight: 1 },
    weightedBy: null,
    unit: "1",
    title: "mask + vectors + levels",
    constants,
    // The first sum has the cross entropies and squared differences with their weights.
    fromSums: (sums, scale) => sums[0] * scale + diceTerm(constants, sums),
  };
}

/** The loss of the shared stage with the usual weights. */
export const SHARED_LOSS = sharedLoss(SHARED_LOSS_WEIGHTS);
