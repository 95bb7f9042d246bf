import type { SummedLossSpec } from "./loss-spec.ts";

/**
 * Direction loss of the Sartorius notebook whose runs the experiments replay (qAp 2021, `losses.py`), of output p
 * and target `unit_vectors` u, both `[batch, row, column, 2]`, with `weight` w and `valid` v
 * `[batch, row, column, 1]`:
 *
 *     sum(w v theta^2) / batch,   theta = acos(clamp(dot(p, u), -limit, limit)) in radians
 *
 * p is taken as it is, of any length. Where the dot product is outside the limits its gradient is 0: a long vector
 * that points the wrong way stays there. A zero output counts as a right angle. The value grows with the number
 * and the size of the cells in a crop, so losses of different crops are not comparable.
 */
export interface ArccosineLoss extends SummedLossSpec {
  readonly kind: "arccosine";
  readonly constants: {
    /** Largest absolute value of the dot product. */
    readonly limit: number;
  };
  readonly fromSums: null;
}

/** The summed loss of the direction stage. */
export const ARCCOSINE_LOSS: ArccosineLoss = {
  kind: "arccosine",
  task: "direction",
  targets: { unit_vectors: 2, valid: 1, weight: 1 },
  weightedBy: "images",
  constants: { limit: 1 - 1e-7 },
  fromSums: null,
  unit: "rad^2 px",
  title: "summed squared angle (rad² px)",
};
