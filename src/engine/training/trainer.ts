import type { Batch } from "../../core/dataset/sampling/batch.ts";
import { LabError } from "../../core/errors.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { Validation } from "../../core/runs/validation.ts";
import type { Weights } from "../../nets/weights.ts";
import { DeviceLostError } from "../device/device-error.ts";
import type { Executor, StepResult } from "../executor.ts";
import type { StageArrays } from "../stage-arrays.ts";
import type { TrainingState } from "../training-state.ts";
import type { CopyEvent, EpochEvent, StepEvent, TrainingEvent } from "./training-events.ts";

/** The loss or a weight became NaN or infinite. */
export class NotFiniteError extends LabError {
  override name = "NotFiniteError";
}

export interface TrainingPlan {
  readonly stage: Stage;
  /** Its state is `start`. */
  readonly executor: Executor;
  readonly start: TrainingState;
  readonly steps: number;
  /** Learning rate of step `step`, counted from 0. */
  learningRateAt(step: number): number;
  /** Number of epochs after step `step` (from 0), including fractions. */
  epochsAfter(step: number): number;
  /** Batch of step `step`, counted from 0. */
  batchAt(step: number): Promise<Batch>;
  prepare(batch: Batch): Promise<StageArrays>;
  /** Validates the executor after `steps` steps. */
  validate(steps: number): Promise<Validation | null>;
  /** Whether the next step may be submitted while one is in progress, which keeps the device busy. */
  mayRunAhead(): boolean;
  /** Replaces an executor whose device was lost by one on another device, with the given state. */
  replaceExecutor(state: TrainingState): Promise<Executor>;
}

/** A step in progress on the device. */
interface PendingStep {
  readonly result: Promise<StepResult>;
  readonly rate: number;
  /** Times in ms at which its batch was requested and arrived. */
  readonly requested: number;
  readonly arrived: number;
}

/** A checkpoint to resume from: the state, and the losses of the current epoch. */
interface Copy {
  readonly state: TrainingState;
  readonly epochLosses: readonly number[];
}

/** Steps between two checkpoints. */
const STEPS_BETWEEN_COPIES = 25;

/** Maximum number of consecutive device losses without a checkpoint in between. */
const MAX_LOSSES = 3;

/** Whether every weight is finite. */
export function allFinite(weights: Weights): boolean {
  return Object.values(weights).every(({ data }) => data.every(Number.isFinite));
}

/** One training: its steps and checkpoints. */
class Training {
  readonly #plan: TrainingPlan;
  #executor: Executor;
  #copy: Copy;
  #done: number;
  #epochLosses: number[] = [];
  /** Steps done at the last validation. */
  #validated = -1;
  #ahead: Promise<PendingStep> | null = null;
  #lastDone = 0;
  #losses = 0;

  constructor(plan: TrainingPlan) {
    this.#plan = plan;
    this.#executor = plan.executor;
    this.#copy = { state: plan.start, epochLosses: [] };
    this.#done = plan.start.steps;
  }

  async *run(): AsyncGenerator<TrainingEvent, void> {
    try {
      for (;;) {
        try {
          yield* this.#continue();
          return;
        } catch (error) {
          if (!(error instanceof DeviceLostError)) throw error;
          await this.#resume(error);
          yield { kind: "resume", step: this.#done };
        }
      }
    } finally {
      await this.#settle();
    }
  }

  async *#continue(): AsyncGenerator<TrainingEvent, void> {
    for (;;) {
      if (this.#validated < this.#done && this.#isValidated(this.#done)) yield await this.#epoch();
      if (this.#done === this.#plan.steps) return;
      yield await this.#step();
      if (this.#isCopied(this.#done)) yield await this.#copied();
    }
  }

  /** Submits a step. Its result is awaited separately, which allows the next step to be submitted first. */
  async #begin(step: number): Promise<PendingStep> {
    const plan = this.#plan;
    const requested = performance.now();
    const batch = await plan.batchAt(step);
    const arrived = performance.now();
    const rate = plan.learningRateAt(step);
    const { inputs, targets } = await plan.prepare(batch);
    const result = this.#executor.step(inputs, targets, rate);
    // Awaiting `result` reports the rejection.
    result.catch(() => {});
    return { result, rate, requested, arrived };
  }

  async #step(): Promise<StepEvent> {
    const step = this.#done;
    const { result, rate, requested, arrived } = await (this.#ahead ?? this.#begin(step));
    this.#ahead = null;
    // A checkpoint or a validation needs the weights of exactly this step.
    if (this.#plan.mayRunAhead() && !this.#isValidated(step + 1) && !this.#isCopied(step + 1)) {
      this.#ahead = this.#begin(step + 1);
      this.#ahead.catch(() => {});
    }
    const { loss, gradientNorm } = await result;
    const done = performance.now();
    if (!Number.isFinite(loss)) throw this.#notFinite(step + 1);
    this.#epochLosses.push(loss);
    const event: StepEvent = {
      kind: "step",
      step: step + 1,
      epoch: this.#plan.epochsAfter(step),
      loss,
      gradientNorm,
      rate,
      stepMilliseconds: done - Math.max(arrived, this.#lastDone),
      dataWaitMilliseconds: Math.max(0, arrived - Math.max(requested, this.#lastDone)),
    };
    this.#done = step + 1;
    this.#lastDone = done;
    return event;
  }

  async #copied(): Promise<CopyEvent> {
    const state = await this.#executor.readState();
    if (!allFinite(state.weights)) throw this.#notFinite(this.#done);
    this.#copy = { state, epochLosses: [...this.#epochLosses] };
    this.#losses = 0;
    return { kind: "copy", step: state.steps, state };
  }

  async #epoch(): Promise<EpochEvent> {
    const validation = await this.#plan.validate(this.#done);
    const losses = this.#epochLosses;
    const meanLoss =
      losses.length === 0 ? null : losses.reduce((sum, value) => sum + value, 0) / losses.length;
    const epoch = this.#done === 0 ? 0 : this.#plan.epochsAfter(this.#done - 1);
    this.#epochLosses = [];
    this.#validated = this.#done;
    return { kind: "epoch", step: this.#done, epoch, meanLoss, validation };
  }

  /** Resumes from the last checkpoint on another device. Throws `lost` after too many consecutive losses. */
  async #resume(lost: DeviceLostError): Promise<void> {
    await this.#settle();
    this.#losses += 1;
    if (this.#losses > MAX_LOSSES) throw lost;
    const { state, epochLosses } = this.#copy;
    this.#executor = await this.#plan.replaceExecutor(state);
    this.#done = state.steps;
    // An epoch is reported only once.
    const isReported = this.#isValidated(this.#done) && this.#validated >= this.#done;
    this.#validated = Math.min(this.#validated, this.#done);
    this.#epochLosses = isReported ? [] : [...epochLosses];
  }

  /** Waits for a step submitted ahead, which must not reach a disposed executor. */
  async #settle(): Promise<void> {
    const ahead = this.#ahead;
    this.#ahead = null;
    await ahead?.then(({ result }) => result).catch(() => {});
  }

  #isValidated(done: number): boolean {
    if (done === 0 || done === this.#plan.steps) return true;
    const epochs = (steps: number) => (steps === 0 ? 0 : Math.floor(this.#plan.epochsAfter(steps - 1)));
    return epochs(done) > epochs(done - 1);
  }

  #isCopied(done: number): boolean {
    return done % STEPS_BETWEEN_COPIES === 0 || done === this.#plan.steps;
  }

  #notFinite(step: number): NotFiniteError {
    const kept = this.#copy.state.steps;
    const outcome = kept === 0 ? "Nothing was learnt yet" : `Its weights after step ${kept} are kept`;
    return new NotFiniteError(
      `The ${this.#plan.stage} network produced non-finite values at step ${step}. ${outcome}. Lower the learning rate and start again.`,
    );
  }
}

/**
 * Trains one network and yields one event at a time. The consumer sets the pace: training pauses until the
 * next event is requested (if it may run ahead, after the step in progress), and returning ends it. Validates
 * before the first step, after every epoch and after the last step, and yields checkpoints. After a device
 * loss, training resumes from the last checkpoint on another device.
 * @throws NotFiniteError when the loss or a weight is NaN or infinite; the last checkpoint is finite
 * @throws DeviceLostError after too many consecutive device losses
 */
export async function* trainStage(plan: TrainingPlan): AsyncGenerator<TrainingEvent, void> {
  yield* new Training(plan).run();
}
