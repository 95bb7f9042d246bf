/** Lengths of a stage. */
export interface StageLength {
  /** Optimiser steps. */
  readonly steps: number;
  /** Optimiser steps per epoch; may be a fraction. */
  readonly stepsPerEpoch: number;
}

/** Larger than the rounding error of a quotient of steps, and smaller than a step of the longest epoch. */
const ROUNDING = 1e-9;

/** The epoch, from 0, in which a step begins, from 0. */
export function epochOfStep(step: number, { stepsPerEpoch }: StageLength): number {
  return Math.floor(step / stepsPerEpoch + ROUNDING);
}

/** Number of epochs in which a step of the stage begins. */
export function epochsBegun(length: StageLength): number {
  return epochOfStep(length.steps - 1, length) + 1;
}
