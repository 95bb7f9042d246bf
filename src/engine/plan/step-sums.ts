import type { Region } from "./ir/dispatch.ts";
import { VECTOR } from "./ir/view.ts";
import type { PlanBuilder } from "./plan-builder.ts";

/** Vectors of the result `sums`: the sums of the loss, then gradient norm and clipping factor. */
const SUMS_VECTORS = 2;

/** The result `sums`, read back once per step. */
export function stepSums(builder: PlanBuilder): Region {
  return builder.result("sums", SUMS_VECTORS * VECTOR);
}

/** The norm of the gradient from the result `sums` of a training step. */
export function gradientNormOf(sums: ArrayLike<number>): number {
  return sums[VECTOR];
}
