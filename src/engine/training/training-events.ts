import type { TrainingCheckpoint } from "./training-checkpoint.ts";
import type { Validation } from "./validation.ts";

export interface StepEvent {
  readonly kind: "step";
  /** Counted from 1. */
  readonly step: number;
  /** Passes over the training images after the step; may be fractional. */
  readonly epoch: number;
  /** Loss of the batch before the update. */
  readonly loss: number;
  /** L2 norm of the gradient over all parameters, before clipping. */
  readonly gradientNorm: number;
  readonly rate: number;
  readonly stepMilliseconds: number;
  readonly dataWaitMilliseconds: number;
}

export interface EpochEvent {
  readonly kind: "epoch";
  /** Steps done; 0 for the validation before the first step. */
  readonly step: number;
  readonly epoch: number;
  /** Mean loss of the steps since the last epoch; null before the first step. */
  readonly meanLoss: number | null;
  /** Null without validation images. */
  readonly validation: Validation | null;
}

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
