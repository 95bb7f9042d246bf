import type { WeightedLossSpec } from "./loss-spec.ts";

/**
 * Area-weighted squared angle between output p and target `unit_vectors` u, both `[batch, row, column, 2]`,
 * with `weight` w and `valid` v `[batch, row, column, 1]` (Bai & Urtasun 2017, section 3):
 *
 *     sum(w v theta^2) / max(sum(w v), floor),   theta = atan2(|cross(p, u)|, dot(p, u)) in radians
 *
 * atan2 replaces the acos of the paper, whose derivative is unbounded at 0 and 180 degrees. A zero output has
 * no direction; its error is pi/2 and its gradient 0.
 */
export interface DirectionLoss extends WeightedLossSpec {
  readonly kind: "direction";
  readonly constants: Record<never, never>;
  readonly fromSums: null;
}

/** The loss of the direction stage. */
export const DIRECTION_LOSS: DirectionLoss = {
  kind: "direction",
  task: "direction",
  targets: { unit_vectors: 2, valid: 1, weight: 1 },
  weightedBy: ["weight", "valid"],
  floor: 1e-12,
  constants: {},
  fromSums: null,
  unit: "rad^2",
  title: "squared angle (rad²)",
};
