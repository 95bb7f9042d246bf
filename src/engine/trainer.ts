import type { Batch } from "../core/dataset/batch.ts";
import { LabError } from "../core/errors.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { Weights } from "../nets/weights.ts";
import type { Executor } from "./executor.ts";
import type { StageArrays } from "./stage-arrays.ts";
import type { Validation } from "./validation.ts";

/** The loss or a weight became NaN or infinite. */
export class NotFiniteError extends LabError {
  override name = "NotFiniteError";
}

export interface StepEvent {
  readonly kind: "step";
  /** Counted from 1. */
  readonly step: number;
  /** Passes over the training images when the step is done; a fraction. */
  readonly epoch: number;
  /** Loss of the batch before the update. */
  readonly loss: number;
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

export type TrainingEvent = StepEvent | EpochEvent;

export interface TrainingPlan {
  readonly stage: Stage;
  readonly executor: Executor;
  readonly steps: number;
  /** Learning rate of step `step` from 0. */
  rateAt(step: number): number;
  /** Epochs completed after step `step` from 0. */
  epochsAfter(step: number): number;
  /** Batch of step `step` from 0. */
  batchAt(step: number): Promise<Batch>;
  prepare(batch: Batch): Promise<StageArrays>;
  validate(): Promise<Validation | null>;
  /** Is given a copy of the weights, all finite, every few steps and after the last one. */
  keep(weights: Weights): void;
}

/** Steps between two copies of the weights to fall back on. */
const STEPS_BETWEEN_COPIES = 25;

/** Whether every weight is a number. */
export function allFinite(weights: Weights): boolean {
  return Object.values(weights).every(({ data }) => data.every(Number.isFinite));
}

/**
 * Trains one network, one event at a time. Whoever iterates decides the pace: not asking pauses the training,
 * returning ends it. Validates before the first step, after every epoch and after the last step.
 * @throws NotFiniteError when the loss or a weight is no longer a number; the weights kept last are good
 */
export async function* trainStage(plan: TrainingPlan): AsyncGenerator<TrainingEvent, void> {
  const { executor, steps } = plan;
  let keptStep = 0;
  let epochLosses: number[] = [];

  function notFinite(step: number): NotFiniteError {
    const kept = keptStep === 0 ? "Nothing was learnt yet" : `Its weights after step ${keptStep} are kept`;
    return new NotFiniteError(
      `The ${plan.stage} network stopped giving numbers at step ${step}. ${kept}. Lower the learning rate and start again.`,
    );
  }

  yield { kind: "epoch", step: 0, epoch: 0, meanLoss: null, validation: await plan.validate() };

  for (let step = 0; step < steps; step++) {
    const asked = performance.now();
    const batch = await plan.batchAt(step);
    const arrived = performance.now();
    const rate = plan.rateAt(step);
    const { inputs, targets } = await plan.prepare(batch);
    const loss = await executor.step(inputs, targets, rate);
    const done = performance.now();
    const epoch = plan.epochsAfter(step);

    if (!Number.isFinite(loss)) throw notFinite(step + 1);
    epochLosses.push(loss);
    yield {
      kind: "step",
      step: step + 1,
      epoch,
      loss,
      rate,
      stepMilliseconds: done - arrived,
      dataWaitMilliseconds: arrived - asked,
    };

    if ((step + 1) % STEPS_BETWEEN_COPIES === 0 || step === steps - 1) {
      const copy = await executor.readWeights();
      if (!allFinite(copy)) throw notFinite(step + 1);
      plan.keep(copy);
      keptStep = step + 1;
    }
    const endsEpoch = Math.floor(epoch) > Math.floor(plan.epochsAfter(step - 1));
    if (endsEpoch || step === steps - 1) {
      const meanLoss = epochLosses.reduce((sum, value) => sum + value, 0) / epochLosses.length;
      epochLosses = [];
      yield { kind: "epoch", step: step + 1, epoch, meanLoss, validation: await plan.validate() };
    }
  }
}
