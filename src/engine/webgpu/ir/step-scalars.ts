import { OPTIMISER_SCALARS } from "../../optimisers/optimiser-specs.ts";

/** The numbers that change from step to step, in the order of their buffer of f32. */
export const STEP_SCALARS = [
  /** Factor of the summed loss of a mean: 1 over the summed weights, or over the number of taught pixels. */
  "lossScale",
  ...OPTIMISER_SCALARS,
  /** Learning rate. */
  "rate",
  /** Factor of the gradients of a part of a batch, and 1 if there were earlier parts, otherwise 0. */
  "share",
  "isLater",
  /** Number of the training pass, which decides what dropout drops. Exact below 2^24. */
  "pass",
] as const;

export type StepScalar = (typeof STEP_SCALARS)[number];

/** WGSL that reads one of them from the binding `scalars`. */
export function scalar(name: StepScalar): string {
  return `scalars[${STEP_SCALARS.indexOf(name)}]`;
}
