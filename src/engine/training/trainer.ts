import type { Batch } from "../../core/dataset/sampling/batch.ts";
import { LabError } from "../../core/errors.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { Weights } from "../../nets/weights.ts";
import { DeviceLostError } from "../device/device-error.ts";
import type { Executor, StepResult } from "../executor.ts";
import type { StageArrays } from "../stage-arrays.ts";
import type { TrainingState } from "../training-state.ts";
import type { CopyEvent, EpochEvent, StepEvent, TrainingEvent } from "./training-events.ts";
import type { Validation } from "./validation.ts";

/** The loss or a weight became NaN or infinite. */
export class NotFiniteError extends LabError {
  override name = "NotFiniteError";
}

export interface TrainingPlan {
  readonly stage: Stage;
  /** In the state `start`. */
  readonly executor: Executor;
  readonly start: TrainingState;
  readonly steps: number;
  /** Learning rate of step `step` from 0. */
  learningRateAt(step: number): number;
  /** Epochs completed after step `step` from 0. */
  epochsAfter(step: number): number;
  /** Batch of step `step` from 0. */
  batchAt(step: number): Promise<Batch>;
  prepare(batch: Batch): Promise<StageArrays>;
  /** Validates the executor as it is after `steps` steps. */
  validate(steps: number): Promise<Validation | null>;
  /** Whether the next step may be given to the device while one is under way: the device then never waits. */
  mayRunAhead(): boolean;
  /** An executor on another device, in the state given, in the place of one whose device was lost. */
  renew(state: TrainingState): Promise<Executor>;
}

/** A step that the device works on. */
interface Begun {
  readonly result: Promise<StepResult>;
  readonly rate: number;
  /** When its batch was asked for and when that had arrived, in ms. */
  readonly asked: number;
  readonly arrived: number;
}

/** What a training can go on from: its state, and the losses of the epoch that is under way. */
interface Copy {
  readonly state: TrainingState;
  readonly epochLosses: readonly number[];
}

/** Steps between two copies of the state to fall back on. */
const STEPS_BETWEEN_COPIES = 25;

/** Devices that may be lost one after the other without a step being copied between. */
const MOST_LOSSES = 3;

/** Whether every weight is a number. */
export function allFinite(weights: Weights): boolean {
  return Object.values(weights).every(({ data }) => data.every(Number.isFinite));
}

/** One training: the steps, and the copies that it falls back on. */
class Training {
  readonly #plan: TrainingPlan;
  #executor: Executor;
  #copy: Copy;
  #done: number;
  #epochLosses: number[] = [];
  /** Steps done at the last validation. */
  #validated = -1;
  #ahead: Promise<Begun> | null = null;
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
          yield* this.#goOn();
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

  async *#goOn(): AsyncGenerator<TrainingEvent, void> {
    for (;;) {
      if (this.#validated < this.#done && this.#isValidated(this.#done)) yield await this.#epoch();
      if (this.#done === this.#plan.steps) return;
      yield await this.#step();
      if (this.#isCopied(this.#done)) yield await this.#copied();
    }
  }

  /** Gives a step to the device; its result is awaited apart, so that the next one can be given before. */
  async #begin(step: number): Promise<Begun> {
    const plan = this.#plan;
    const asked = performance.now();
    const batch = await plan.batchAt(step);
    const arrived = performance.now();
    const rate = plan.learningRateAt(step);
    const { inputs, targets } = await plan.prepare(batch);
    const result = this.#executor.step(inputs, targets, rate);
    // The rejection surfaces where `result` is awaited.
    result.catch(() => {});
    return { result, rate, asked, arrived };
  }

  async #step(): Promise<StepEvent> {
    const step = this.#done;
    const { result, rate, asked, arrived } = await (this.#ahead ?? this.#begin(step));
    this.#ahead = null;
    // The weights that are copied or validated must be those of this step.
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
      dataWaitMilliseconds: Math.max(0, arrived - Math.max(asked, this.#lastDone)),
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

  /** Goes back to the last copy, on another device. Throws `lost` when devices are lost one after the other. */
  async #resume(lost: DeviceLostError): Promise<void> {
    await this.#settle();
    this.#losses += 1;
    if (this.#losses > MOST_LOSSES) throw lost;
    const { state, epochLosses } = this.#copy;
    this.#executor = await this.#plan.renew(state);
    this.#done = state.steps;
    // Do not report an epoch twice.
    const told = this.#isValidated(this.#done) && this.#validated >= this.#done;
    this.#validated = Math.min(this.#validated, this.#done);
    this.#epochLosses = told ? [] : [...epochLosses];
  }

  /** Waits for a step that was begun ahead: it must not reach an executor that is gone. */
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
    const what = kept === 0 ? "Nothing was learnt yet" : `Its weights after step ${kept} are kept`;
    return new NotFiniteError(
      `The ${this.#plan.stage} network produced non-finite values at step ${step}. ${what}. Lower the learning rate and start again.`,
    );
  }
}

/**
 * Trains one network, one event at a time. Whoever iterates decides the pace: not asking pauses the training (where it
 * may run ahead, after the step that is under way), returning ends it. Validates before the first step, after every
 * epoch and after the last step, and yields copies of its state. After a lost device it goes on from the last copy on another one.
 * @throws NotFiniteError when the loss or a weight is no longer a number; the last copy is good
 * @throws DeviceLostError when one device after the other is lost
 */
export async function* trainStage(plan: TrainingPlan): AsyncGenerator<TrainingEvent, void> {
  yield* new Training(plan).run();
}
