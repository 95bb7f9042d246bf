import type { EpochRow, StepRow } from "../../core/runs/curve-row.ts";
import type { TrainingState } from "../training-state.ts";

/** A step of the stage in training. */
export type StepEvent = Omit<StepRow, "stage" | "memoryBytes">;

/** An epoch of the stage in training. */
export type EpochEvent = Omit<EpochRow, "stage">;

/** A checkpoint: the state, with finite weights, every few steps and after the last one. */
export interface CopyEvent {
  readonly kind: "copy";
  /** Steps done. */
  readonly step: number;
  readonly state: TrainingState;
}

/**
 * The device was lost and training resumes from an earlier checkpoint. Events after its step are repeated.
 */
export interface ResumeEvent {
  readonly kind: "resume";
  /** Steps done at the checkpoint. */
  readonly step: number;
}

export type TrainingEvent = StepEvent | EpochEvent | CopyEvent | ResumeEvent;
