import type { Weights } from "../nets/weights.ts";

/** Everything needed to resume a training, in host memory. */
export interface TrainingState {
  readonly weights: Weights;
  /**
   * Optimiser state, each set keyed by the names of the trained parameters: Adam's two moments, or SGD's
   * velocity. Empty before the first step.
   */
  readonly memory: readonly Weights[];
  /** Updates taken so far. */
  readonly steps: number;
}

/** The state before the first step. */
export function freshState(weights: Weights): TrainingState {
  return { weights, memory: [], steps: 0 };
}
