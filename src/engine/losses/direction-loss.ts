/**
 * Area-weighted squared angle between output p and target `unit_vectors` u, both `[batch, row, column, 2]`, with
 * `weight` w and `valid` v `[batch, row, column, 1]` (Bai & Urtasun 2017, section 3):
 *
 *     sum(w v theta^2) / max(sum(w v), floor),   theta = atan2(|cross(p, u)|, dot(p, u)) in radians
 *
 * atan2 where the paper has acos: acos has no bounded derivative at 0 and 180 degrees. A zero output has no
 * direction; it counts as pi/2 off and gets no gradient.
 */
export interface DirectionLoss {
  readonly kind: "direction";
  /** Least sum of weights: a batch without a taught pixel costs 0. */
  readonly floor: number;
}

/** The loss of the direction stage. */
export const DIRECTION_LOSS: DirectionLoss = { kind: "direction", floor: 1e-12 };
