import type { Weights } from "../nets/weights.ts";

/** Everything that a training goes on from, on the host. */
export interface TrainingState {
  readonly weights: Weights;
  /**
   * The optimiser's own arrays, each set by the names of the trained parameters: Adam's two moments, or SGD's velocity.
   * None before the first step.
   */
  readonly memory: readonly Weights[];
  /** Updates taken so far. */
  readonly steps: number;
}

/** The state before the first step. */
export function freshState(weights: Weights): TrainingState {
  return { weights, memory: [], steps: 0 };
}
