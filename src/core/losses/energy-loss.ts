import type { WeightedLossSpec } from "./loss-spec.ts";

/**
 * Area- and level-weighted cross entropy (Bai & Urtasun 2017, with both terms of their code) of y =
 * softmax(logits), logits `[batch, row, column, level]`, and t, the one-hot target `level`, with `mask` g and
 * `weight` w, both `[batch, row, column, 1]`:
 *
 *     sum(-c_k (t log max(y, smallest) + (1 - t) log max(1 - y, smallest)) g w) / max(sum(g w), floor)
 *
 * The first levels cost more: cells are separated at a low level, where errors merge or lose cells.
 */
export interface EnergyLoss extends WeightedLossSpec {
  readonly kind: "energy";
  readonly constants: {
    /** Lower bound of the probabilities in the logarithms. */
    readonly smallest: number;
    /** Cost c_k per level k. */
    readonly levelCosts: readonly number[];
  };
  readonly fromSums: null;
}

/** The loss of the energy stage, with the published costs of the levels. */
export const ENERGY_LOSS: EnergyLoss = {
  kind: "energy",
  task: "level",
  targets: { level: 1, mask: 1, weight: 1 },
  weightedBy: ["weight", "mask"],
  unit: "nat",
  title: "cross entropy (nat)",
  floor: 1e-12,
  constants: { smallest: 1e-25, levelCosts: [3, 3, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] },
  fromSums: null,
};
