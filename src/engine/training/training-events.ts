import type { TrainingState } from "../training-state.ts";
import type { Validation } from "./validation.ts";

export interface StepEvent {
  readonly kind: "step";
  /** Counted from 1. */
  readonly step: number;
  /** Passes over the training images when the step is done; a fraction. */
  readonly epoch: number;
  /** Loss of the batch before the update. */
  readonly loss: number;
  /** Norm of the gradient over all parameters, before it is clipped. */
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
  /** Null when there is no validation image. */
  readonly validation: Validation | null;
}

/** A copy of the state, all of it finite: every few steps, and after the last one. */
export interface CopyEvent {
  readonly kind: "copy";
  /** Steps done. */
  readonly step: number;
  readonly state: TrainingState;
}

/** The device was lost; the training goes on from an earlier copy. Events after its step come again. */
export interface ResumeEvent {
  readonly kind: "resume";
  /** Steps done in the copy. */
  readonly step: number;
}

export type TrainingEvent = StepEvent | EpochEvent | CopyEvent | ResumeEvent;
