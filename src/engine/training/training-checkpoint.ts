import type { Weights } from "../../nets/weights.ts";
import { freshState, type TrainingState } from "../training-state.ts";

/** Weights that ranked best in the validations so far. */
export interface RankedWeights {
  readonly weights: Weights;
  /** Higher is better. Finite. */
  readonly rank: number;
  /** Steps done when they were validated. */
  readonly step: number;
}

/** What the callbacks of a training remember from validation to validation. */
export interface CallbackState {
  /** Null before the first ranked validation. */
  readonly best: RankedWeights | null;
  /** State of the other callbacks, by name: plain JSON. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** The callbacks of a training, as far as checkpoints depend on them. */
export interface CallbackMemory {
  /** The current state, which does not change afterwards. */
  read(): CallbackState;
  /** Restores a state. */
  write(state: CallbackState): void;
}

/** Everything from which a training continues with the same bits as without an interruption. */
export interface TrainingCheckpoint {
  readonly state: TrainingState;
  /** Losses of the steps since the last validation. */
  readonly epochLosses: readonly number[];
  /** Steps done at the last validation; -1 before the first. */
  readonly validated: number;
  readonly callbacks: CallbackState;
}

/** State of callbacks before the first validation. */
export const NOTHING_REMEMBERED: CallbackState = { best: null, record: {} };

/** The checkpoint before the first step. */
export function freshCheckpoint(weights: Weights): TrainingCheckpoint {
  return { state: freshState(weights), epochLosses: [], validated: -1, callbacks: NOTHING_REMEMBERED };
}
