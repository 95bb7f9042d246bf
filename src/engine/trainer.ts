import type { Batch } from "../core/dataset/batch.ts";
import { LabError } from "../core/errors.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { Weights } from "../nets/weights.ts";
import type { Executor, StepResult } from "./executor.ts";
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
  /** Whether the next step may be given to the device while one is under way: the device then never waits. */
  mayRunAhead(): boolean;
  /** Is given a copy of the weights, all finite, every few steps and after the last one. */
  keep(weights: Weights): void;
}

/** A step that the device works on. */
interface Begun {
  readonly result: Promise<StepResult>;
  readonly rate: number;
  /** When its batch was asked for and when that had arrived, in ms. */
  readonly asked: number;
  readonly arrived: number;
}

/** Steps between two copies of the weights to fall back on. */
const STEPS_BETWEEN_COPIES = 25;

/** Whether every weight is a number. */
export function allFinite(weights: Weights): boolean {
  return Object.values(weights).every(({ data }) => data.every(Number.isFinite));
}

/**
 * Trains one network, one event at a time. Whoever iterates decides the pace: not asking pauses the training (where it
 * may run ahead, after the step that is under way), returning ends it. Validates before the first step, after every epoch and after the last step.
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

  /** Gives a step to the device; its result is awaited apart, so that the next one can be given before. */
  async function begin(step: number): Promise<Begun> {
    const asked = performance.now();
    const batch = await plan.batchAt(step);
    const arrived = performance.now();
    const rate = plan.rateAt(step);
    const { inputs, targets } = await plan.prepare(batch);
    const result = executor.step(inputs, targets, rate);
    // Whoever awaits it later is told.
    result.catch(() => {});
    return { result, rate, asked, arrived };
  }

  const endsEpoch = (step: number) =>
    Math.floor(plan.epochsAfter(step)) > Math.floor(plan.epochsAfter(step - 1));
  const endsRun = (step: number) => step === steps - 1;
  const isCopied = (step: number) => (step + 1) % STEPS_BETWEEN_COPIES === 0 || endsRun(step);

  let ahead: Promise<Begun> | null = null;
  let lastDone = 0;
  try {
    for (let step = 0; step < steps; step++) {
      const { result, rate, asked, arrived } = await (ahead ?? begin(step));
      ahead = null;
      // The weights that are copied or validated must be those of this step.
      if (plan.mayRunAhead() && !endsEpoch(step) && !isCopied(step)) {
        ahead = begin(step + 1);
        ahead.catch(() => {});
      }
      const { loss, gradientNorm } = await result;
      const done = performance.now();
      const epoch = plan.epochsAfter(step);

      if (!Number.isFinite(loss)) throw notFinite(step + 1);
      epochLosses.push(loss);
      yield {
        kind: "step",
        step: step + 1,
        epoch,
        loss,
        gradientNorm,
        rate,
        stepMilliseconds: done - Math.max(arrived, lastDone),
        dataWaitMilliseconds: Math.max(0, arrived - Math.max(asked, lastDone)),
      };
      lastDone = done;

      if (isCopied(step)) {
        const copy = await executor.readWeights();
        if (!allFinite(copy)) throw notFinite(step + 1);
        plan.keep(copy);
        keptStep = step + 1;
      }
      if (endsEpoch(step) || endsRun(step)) {
        const meanLoss = epochLosses.reduce((sum, value) => sum + value, 0) / epochLosses.length;
        epochLosses = [];
        yield { kind: "epoch", step: step + 1, epoch, meanLoss, validation: await plan.validate() };
      }
    }
  } finally {
    // A step that was begun ahead must not reach an executor that is gone.
    await (ahead as Promise<Begun> | null)?.then(({ result }) => result).catch(() => {});
  }
}
