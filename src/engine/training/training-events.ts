import type { EpochRow, StepRow } from "../../core/runs/curve-row.ts";
import type { TrainingCheckpoint } from "./training-checkpoint.ts";

/** A step of the stage in training. */
export type StepEvent = Omit<StepRow, "stage" | "memoryBytes">;

/** An epoch of the stage in training. */
export type EpochEvent = Omit<EpochRow, "stage">;

/** A checkpoint, with finite weights: every few steps, after the last one, and where the plan wants one. */
export interface CheckpointEvent {
  readonly kind: "checkpoint";
  /** Steps done. */
  readonly step: number;
  readonly checkpoint: TrainingCheckpoint;
}

/**
 * The device was lost and training resumes from an earlier checkpoint. Events after its step are repeated.
 */
export interface ResumeEvent {
  readonly kind: "resume";
  /** Steps done at the checkpoint. */
  readonly step: number;
}

export type TrainingEvent = StepEvent | EpochEvent | CheckpointEvent | ResumeEvent;
