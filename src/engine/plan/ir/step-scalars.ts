import { OPTIMISER_SCALARS } from "../../optimisers/optimiser-specs.ts";

/** Scalars that change from step to step, in the order of their f32 buffer. */
export const STEP_SCALARS = [
  /**
   * Factor from the summed to the mean loss: 1 / summed weights, or 1 / number of pixels that are not
   * ignored.
   */
  "lossScale",
  ...OPTIMISER_SCALARS,
  /** Learning rate. */
  "rate",
  /** Factor of the gradients of a micro-batch, and 1 if there are earlier micro-batches, otherwise 0. */
  "share",
  "isLater",
  /** Number of the training pass, which determines the dropout masks. Exact below 2^24. */
  "pass",
] as const;

export type StepScalar = (typeof STEP_SCALARS)[number];
