import type { Batch } from "../../core/dataset/sampling/batch.ts";
import { LabError } from "../../core/errors.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { Validation } from "../../core/runs/validation.ts";
import type { Weights } from "../../nets/weights.ts";
import { DeviceLostError } from "../device/device-error.ts";
import type { Executor, StepResult } from "../executor.ts";
import type { StageArrays } from "../stage-arrays.ts";
import type { TrainingState } from "../training-state.ts";
import type { CallbackMemory, TrainingCheckpoint } from "./training-checkpoint.ts";
import type { CheckpointEvent, EpochEvent, StepEvent, TrainingEvent } from "./training-events.ts";

/** The loss or a weight became NaN or infinite. */
export class NotFiniteError extends LabError {
  override name = "NotFiniteError";
}

export interface TrainingPlan {
  readonly stage: Stage;
  /** Its state is that of `start`. */
  readonly executor: Executor;
  /** The checkpoint to continue from; `freshCheckpoint` for a new training. */
  readonly start: TrainingCheckpoint;
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
  /** What `validate` remembers from one validation to the next. */
  readonly callbacks: CallbackMemory;
  /** Whether the training ends before its last step, as the last validation has decided. */
  endsEarly(): boolean;
  /** Whether the next step may be submitted while one is in progress, which keeps the device busy. */
  mayRunAhead(): boolean;
  /** Whether a checkpoint is wanted after the next step, beside the regular ones. */
  wantsCheckpoint(): boolean;
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

/** Steps between two regular checkpoints. */
const STEPS_BETWEEN_CHECKPOINTS = 25;

/** Maximum number of consecutive device losses without a checkpoint in between. */
const MAX_LOSSES = 3;

/** Whether every weight is finite. */
export function allFinite(weights: Weights): boolean {
  return Object.values(weights).every(({ data }) => data.every(Number.isFinite));
}

/**
 * The training of one network, as an iterable of its events. The consumer sets the pace: training pauses until
 * the next event is requested (if it may run ahead, after the step in progress), and returning ends it.
 * Validates before the first step, after every epoch and after the last step, and yields checkpoints. After a
 * device loss, training resumes from the last checkpoint on another device.
 */
export class StageTraining implements AsyncIterable<TrainingEvent> {
  readonly #plan: TrainingPlan;
  readonly #events: AsyncGenerator<TrainingEvent, void>;
  #executor: Executor;
  #checkpoint: TrainingCheckpoint;
  #done = 0;
  #epochLosses: number[] = [];
  /** Steps done at the last validation. */
  #validated = -1;
  /** Whether a checkpoint follows the step in progress. */
  #isCheckpointed = false;
  #ahead: Promise<PendingStep> | null = null;
  #lastDone = 0;
  #losses = 0;

  constructor(plan: TrainingPlan) {
    this.#plan = plan;
    this.#executor = plan.executor;
    this.#checkpoint = plan.start;
    this.#restore(plan.start);
    this.#events = this.#run();
  }

  [Symbol.asyncIterator](): AsyncIterator<TrainingEvent, void> {
    return this;
  }

  /**
   * The next event.
   * @throws NotFiniteError when the loss or a weight is NaN or infinite; the last checkpoint is finite
   * @throws DeviceLostError after too many consecutive device losses
   */
  next(): Promise<IteratorResult<TrainingEvent, void>> {
    return this.#events.next();
  }

  /** Ends the training after the step in progress. */
  return(): Promise<IteratorResult<TrainingEvent, void>> {
    return this.#events.return();
  }

  /** Whether a step is in progress on the device that no event has reported yet: the next event will. */
  get isAhead(): boolean {
    return this.#ahead !== null;
  }

  /**
   * A checkpoint of the training as reported so far, also after its end; not while an event is awaited. If the
   * executor is a step ahead of the events, the last checkpoint.
   * @throws NotFiniteError if a weight is NaN or infinite
   */
  async checkpoint(): Promise<TrainingCheckpoint> {
    if (this.#checkpoint.state.steps === this.#done || this.isAhead) return this.#checkpoint;
    const state = await this.#executor.readState();
    if (!allFinite(state.weights)) throw this.#notFinite(this.#done);
    if (state.steps === this.#done) this.#checkpoint = { state, ...this.#memory() };
    return this.#checkpoint;
  }

  async *#run(): AsyncGenerator<TrainingEvent, void> {
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
      if (this.#plan.endsEarly()) {
        if (this.#checkpoint.state.steps < this.#done) yield await this.#checkpointed();
        return;
      }
      yield await this.#step();
      if (this.#isCheckpointed) yield await this.#checkpointed();
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
    this.#isCheckpointed = this.#isRegular(step + 1) || this.#plan.wantsCheckpoint();
    // A checkpoint or a validation needs the weights of exactly this step.
    if (this.#plan.mayRunAhead() && !this.#isValidated(step + 1) && !this.#isCheckpointed) {
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

  async #checkpointed(): Promise<CheckpointEvent> {
    const checkpoint = await this.checkpoint();
    this.#losses = 0;
    return { kind: "checkpoint", step: this.#done, checkpoint };
  }

  async #epoch(): Promise<EpochEvent> {
    const validation = await this.#plan.validate(this.#done);
    const losses = this.#epochLosses;
    const meanLoss =
      losses.length === 0 ? null : losses.reduce((sum, value) => sum + value, 0) / losses.length;
    const epoch = this.#done === 0 ? 0 : this.#plan.epochsAfter(this.#done - 1);
    this.#epochLosses = [];
    this.#validated = this.#done;
    // A repeated validation would count twice.
    if (this.#checkpoint.state.steps === this.#done) {
      this.#checkpoint = { ...this.#checkpoint, ...this.#memory() };
    }
    return { kind: "epoch", step: this.#done, epoch, meanLoss, validation };
  }

  /** Resumes from the last checkpoint on another device. Throws `lost` after too many consecutive losses. */
  async #resume(lost: DeviceLostError): Promise<void> {
    await this.#settle();
    this.#losses += 1;
    if (this.#losses > MAX_LOSSES) throw lost;
    this.#executor = await this.#plan.replaceExecutor(this.#checkpoint.state);
    this.#restore(this.#checkpoint);
  }

  #restore({ state, epochLosses, validated, callbacks }: TrainingCheckpoint): void {
    this.#done = state.steps;
    this.#epochLosses = [...epochLosses];
    this.#validated = validated;
    this.#plan.callbacks.write(callbacks);
  }

  /** What a checkpoint contains beside the state of the executor. */
  #memory(): Omit<TrainingCheckpoint, "state"> {
    return {
      epochLosses: [...this.#epochLosses],
      validated: this.#validated,
      callbacks: this.#plan.callbacks.read(),
    };
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

  #isRegular(done: number): boolean {
    return done % STEPS_BETWEEN_CHECKPOINTS === 0 || done === this.#plan.steps;
  }

  #notFinite(step: number): NotFiniteError {
    const kept = this.#checkpoint.state.steps;
    const outcome = kept === 0 ? "Nothing was learnt yet" : `Its weights after step ${kept} are kept`;
    return new NotFiniteError(
      `The ${this.#plan.stage} network produced non-finite values at step ${step}. ${outcome}. Lower the learning rate and start again.`,
    );
  }
}
