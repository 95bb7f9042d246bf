import type { Batch, ValidationImage } from "../core/dataset/sampling/batch.ts";
import { createSampler } from "../core/dataset/sampling/sampler.ts";
import { stageImages } from "../core/dataset/sampling/stage-images.ts";
import { trainingLoss } from "../core/losses/loss.ts";
import { takenOver } from "../core/recipe/engine-record.ts";
import type { MonitoredScore } from "../core/recipe/monitored-scores.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { ValidationTransform } from "../core/recipe/validation-transforms.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import { learningRateAt } from "../core/schedule/learning-rate-at.ts";
import { DeviceLostError, OutOfMemoryError, ThreadLostError } from "../engine/device/device-error.ts";
import type { Executor } from "../engine/executor.ts";
import { recipeArrays } from "../engine/shared-arrays.ts";
import { Callbacks, rankingScore } from "../engine/training/callbacks.ts";
import { NotFiniteError, StageTraining } from "../engine/training/trainer.ts";
import { freshCheckpoint, type TrainingCheckpoint } from "../engine/training/training-checkpoint.ts";
import type { TrainingEvent } from "../engine/training/training-events.ts";
import { validate } from "../engine/training/validation.ts";
import { parameterCount } from "../nets/count.ts";
import type { Graph } from "../nets/graph.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { BatchQueue } from "./batch-queue.ts";
import { CellCounting } from "./cell-counting.ts";
import { checkResumed } from "./check-resumed.ts";
import type { CheckpointWriter } from "./checkpoint-writer.ts";
import { endWithThread } from "./end-with-thread.ts";
import type { Engines } from "./engines.ts";
import { firstWeights } from "./first-weights.ts";
import { seenBy } from "./kept-calls.ts";
import { LiveView } from "./live-view.ts";
import type { NetworkStore } from "./network-store.ts";
import { type Pace, RunStopped } from "./pace.ts";
import { gateMask, gateNetwork } from "./predicted-gate.ts";
import { requireScores } from "./require-scores.ts";
import { resumedCallbacks } from "./resumed-callbacks.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";
import { RunHistory } from "./run-history.ts";
import type { RunKeeper } from "./run-keeper.ts";
import { StageWeights } from "./stage-weights.ts";
import type { RunOutcome, StageReport, TrainArguments, TrainEvent } from "./train.protocol.ts";
import { TrainingError } from "./training-error.ts";
import { partsInOrder } from "./validation-sizes.ts";
import { withSecond } from "./with-second.ts";

/**
 * Errors of a mere view do not end the run: an image that does not fit is not shown, and a lost device is
 * detected in the next training step, which recovers from it.
 */
function ignoreUntilNextStep(error: unknown): void {
  if (!(error instanceof DeviceLostError || error instanceof OutOfMemoryError)) throw error;
}

/** If the device is lost or a weight is not finite, the last checkpoint stays. */
function ignoreForLast(error: unknown): void {
  if (!(error instanceof NotFiniteError)) ignoreUntilNextStep(error);
}

const withoutCells = ({ title }: Graph) =>
  `No training image contains a cell, and the ${title} learns from cells only. Add images with cells.`;

type RunEngines = Pick<Engines, "start" | "create" | "record">;

/** What a run works with besides its arguments. */
export interface RunContext {
  readonly store: NetworkStore;
  readonly engines: RunEngines;
  readonly pace: Pace;
  /** Null if checkpoints are not stored. */
  readonly writer: CheckpointWriter | null;
  /** Stores the weights; null if the run is not kept. */
  readonly keeper: Pick<RunKeeper, "keepWeights" | "stored"> | null;
  /** The checkpoint to continue from, whose networks are in the store; null for a new run. */
  readonly resumed: RunCheckpoint | null;
  emit(event: TrainEvent, transfer?: Transferable[]): void;
}

/** Trains the chosen stages one after the other. */
export class TrainingRun {
  readonly #args: TrainArguments;
  readonly #store: NetworkStore;
  readonly #engines: RunEngines;
  readonly #pace: Pace;
  readonly #writer: CheckpointWriter | null;
  readonly #resumed: RunCheckpoint | null;
  readonly #emit: (event: TrainEvent, transfer?: Transferable[]) => void;
  readonly #keeper: RunContext["keeper"];
  readonly #queue: BatchQueue;
  readonly #history: RunHistory;

  constructor(args: TrainArguments, { store, engines, pace, writer, keeper, resumed, emit }: RunContext) {
    this.#args = args;
    this.#store = store;
    this.#engines = engines;
    this.#pace = pace;
    this.#writer = writer;
    this.#resumed = resumed;
    this.#emit = emit;
    this.#keeper = keeper;
    this.#queue = new BatchQueue(args.ports, { recipe: args.recipe, images: args.training });
    this.#history = new RunHistory(args.recipe, resumed);
  }

  /** The last checkpoint stays, also of a run that finishes. */
  async run(): Promise<RunOutcome> {
    const reports = this.#resumed ? [...this.#restore(this.#resumed)] : [];
    try {
      for (const stage of this.#args.stages.slice(reports.length)) {
        const report = await this.#runStage(stage);
        if (report) {
          reports.push(report);
          this.#emit({ kind: "stageEnd", report });
          // The first checkpoint of the next stage replaces the one from which these weights could be had again.
          await this.#keeper?.stored();
        }
        if (this.#pace.stopped) break;
      }
    } catch (error) {
      // Stopped before the first event of a stage.
      if (!(error instanceof RunStopped)) throw error;
    } finally {
      this.#queue.close();
      await this.#writer?.finish();
    }
    return { reports, stopped: this.#pace.stopped };
  }

  /** Announces the stages that are finished in a checkpoint, and returns their reports. */
  #restore({ networks }: RunCheckpoint): readonly StageReport[] {
    const { reports, rows } = this.#history.finished;
    this.#emit({ kind: "restored", reports, rows, seen: seenBy(networks) });
    return reports;
  }

  /** The checkpoint of a stage to continue from; null if it starts from the beginning. */
  #startOf(stage: Stage): TrainingCheckpoint | null {
    const resumed = this.#resumed;
    if (resumed?.progress.at(-1)?.stage !== stage) return null;
    checkResumed(stage, resumed.training, this.#args.recipe);
    return resumed.training;
  }

  /** A checkpoint with the state of the callbacks as far as it applies to the recipe, which may have changed. */
  #withCallbacks(stage: Stage, start: TrainingCheckpoint, bestBy: MonitoredScore): TrainingCheckpoint {
    if (!this.#resumed) return start;
    const { recipe, progress } = this.#resumed;
    const before = progress.at(-1)?.outcome.best?.by ?? null;
    const callbacks = resumedCallbacks(
      start.callbacks,
      { settings: recipe.stages[stage], bestBy: before },
      { settings: this.#args.recipe.stages[stage], bestBy },
    );
    return { ...start, callbacks };
  }

  /** The network whose mask gates the Direction Net; null for the ground-truth mask. */
  #gate(stage: Stage): Executor | null {
    return gateNetwork(stage, this.#args.recipe, this.#store);
  }

  /** Device memory held by the training of a stage, bytes. */
  #heldBytes(stage: Stage, executor: Executor): number {
    const gate = executor.sharesMemory ? null : this.#gate(stage);
    return executor.memoryBytes() + (gate?.memoryBytes() ?? 0);
  }

  async #runStage(stage: Stage): Promise<StageReport | null> {
    const { recipe } = this.#args;
    const { steps, schedule, optimiser } = recipe.stages[stage];
    const graph = stageGraph(stage, recipe.networks);
    const resumed = this.#startOf(stage);
    const loss = trainingLoss(stage, recipe);
    const weights = resumed?.state.weights ?? (await firstWeights(stage, graph, recipe, this.#store));
    const images = stageImages(stage, recipe, this.#args.training);
    if (images.length === 0) throw new TrainingError(withoutCells(graph));
    const sampler = createSampler(images, recipe);
    const length = { steps, stepsPerEpoch: sampler.epochLength / recipe.batch };
    await this.#pace.orEnd(this.#engines.start());
    const start = () =>
      this.#engines.create(
        { graph, weights, loss, optimiser, seed: recipe.seed },
        { stage, recipe },
        (done, all) => this.#emit({ kind: "compiling", done, all }),
      );
    let executor = start();
    if (resumed) executor.writeState(resumed.state);
    const engine = this.#engines.record({ stage, recipe });
    const summary = this.#history.begin(stage, engine, resumed !== null);
    const kept = new StageWeights({
      stage,
      recipe,
      engine: () => summary.engine,
      store: this.#store,
      keeper: this.#keeper,
      emit: this.#emit,
    });
    const counting = new CellCounting(stage, recipe, this.#store, sampler);
    const bestBy = rankingScore(recipe.stages[stage], counting.inPredictedMask);
    const callbacks = new Callbacks(recipe.stages[stage], bestBy);
    const prepare = async (batch: Batch) =>
      recipeArrays(stage, batch, await gateMask(this.#gate(stage), batch), recipe);
    this.#queue.restart(stage);
    const liveView = new LiveView({
      stage,
      recipe,
      queue: this.#queue,
      pace: this.#pace,
      store: this.#store,
      emit: this.#emit,
    });
    this.#emit({
      kind: "stage",
      stage,
      steps,
      parameters: parameterCount(graph),
      stepsPerEpoch: length.stepsPerEpoch,
      backend: executor.description,
      step: summary.steps,
      rows: this.#history.rowsOf(stage),
    });
    let training: StageTraining | null = null;
    try {
      training = new StageTraining({
        stage,
        executor,
        start: resumed ? this.#withCallbacks(stage, resumed, bestBy) : freshCheckpoint(weights),
        steps,
        learningRateAt: (step) =>
          learningRateAt(schedule, step, length, callbacks.reducedRate) * this.#pace.rateFactor,
        epochsAfter: sampler.epochsAfter,
        batchAt: (step) => {
          const batch = this.#pace.orEnd(this.#queue.take(step, steps));
          liveView.prepare(step);
          return batch;
        },
        prepare,
        validate: async (done) => {
          const readWeights = () => executor.readWeights();
          const isLast = () => callbacks.stopReason !== null;
          const measure = (transform: ValidationTransform) =>
            validate(
              stage,
              executor,
              this.#validationBatches(transform),
              prepare,
              counting.after(done, isLast() ? done : steps, this.#gate(stage) ? "predicted" : "true"),
              loss,
            );
          let validation = await measure(recipe.validation.first);
          if (done === 0) {
            requireScores(recipe, stage, {
              validates: validation !== null,
              countsCells: counting.isPossible,
            });
          } else if (validation) {
            await callbacks.take(validation, done, readWeights);
            if (isLast() && counting.isPossible && validation.kaggle === undefined) {
              // The last validation of a stage counts cells.
              validation = (await measure(recipe.validation.first)) ?? validation;
              await callbacks.rank(validation, done, readWeights);
            }
            summary.outcome = callbacks.outcome;
          }
          return withSecond(validation, recipe, measure);
        },
        callbacks,
        endsEarly: () => callbacks.stopReason !== null,
        mayRunAhead: () => this.#pace.free && this.#stepsLeft() > 1,
        wantsCheckpoint: () => this.#writer?.isDue ?? false,
        replaceExecutor: async (state) => {
          executor.dispose();
          await this.#pace.orEnd(this.#engines.start());
          executor = start();
          summary.engine = takenOver(summary.engine, this.#engines.record({ stage, recipe }));
          executor.writeState(state);
          return executor;
        },
      });
      const running = training;
      // They may not have been stored before the interruption, and a stage without steps left has no others.
      if (resumed && resumed.state.steps > 0) kept.takeLast(resumed.state.weights, resumed.state.steps);
      await this.#follow(running, async (event) => {
        if (event.kind === "checkpoint") {
          kept.takeLast(event.checkpoint.state.weights, event.step);
          if (this.#writer?.isDue) this.#keepCheckpoint(event.checkpoint);
          return;
        }
        summary.add(event);
        if (event.kind === "epoch") {
          this.#add({ ...event, stage, lossKind: loss.kind });
          // The weights of the stages before are in no checkpoint yet.
          if (event.step === 0 || this.#writer?.isFree) await this.#storeNow(running);
          return;
        }
        if (event.kind === "resume") {
          this.#history.dropAfter(stage, event.step);
          this.#emit({ ...event, stage, backend: executor.description });
          return;
        }
        this.#pace.tookStep();
        this.#add({ ...event, stage, memoryBytes: this.#heldBytes(stage, executor) });
        if (this.#stepsLeft() <= 0) this.#pace.control({ kind: "stop" });
        await liveView.show(event.step - 1, executor).catch(ignoreUntilNextStep);
      });
      if (this.#pace.stopped) {
        const last = await this.#storeNow(running);
        if (last && last.state.steps > 0) kept.takeLast(last.state.weights, last.state.steps);
      }
      summary.outcome = callbacks.outcome;
      return summary.report();
    } catch (error) {
      if (training) await this.#storeNow(training).catch(() => {});
      if (!(error instanceof ThreadLostError)) throw error;
      throw await endWithThread(error, stage, executor, (...last) => kept.takeLast(...last));
    } finally {
      kept.takeBest(callbacks.best);
      executor.dispose();
    }
  }

  #add(row: CurveRow): void {
    this.#history.add(row);
    this.#emit(row);
  }

  /** Steps until the run stops by itself; infinite if it does not. */
  #stepsLeft(): number {
    const { stopAfter, stages, recipe } = this.#args;
    const all = stages.reduce((sum, stage) => sum + recipe.stages[stage].steps, 0);
    return stopAfter === null || stopAfter >= all
      ? Number.POSITIVE_INFINITY
      : stopAfter - this.#history.steps;
  }

  /** Stores the current state of a training in the background. Nothing if it cannot be read. */
  async #storeNow(training: StageTraining): Promise<TrainingCheckpoint | undefined> {
    const checkpoint = (await training.checkpoint().catch(ignoreForLast)) ?? undefined;
    if (checkpoint) this.#keepCheckpoint(checkpoint);
    return checkpoint;
  }

  /** Stores a checkpoint of the run in the background. */
  #keepCheckpoint(training: TrainingCheckpoint): void {
    const { recipe, stages, run, training: images, validation } = this.#args;
    this.#writer?.store({
      ...run,
      recipe,
      stages,
      images: { training: images, validation },
      rateFactor: this.#pace.rateFactor,
      ...this.#history.snapshot(),
      training,
      networks: this.#store.content(),
    });
  }

  /**
   * Requests events of a training as long as the pace allows; a stop ends it without an error. A step in
   * progress is reported before a pause or a stop, and a checkpoint is stored in a pause.
   */
  async #follow(training: StageTraining, onEvent: (event: TrainingEvent) => Promise<void>): Promise<void> {
    try {
      for (;;) {
        if (!training.isAhead) {
          if (this.#pace.isPaused) await this.#storeNow(training);
          await this.#pace.mayAsk();
        }
        const { done, value } = await training.next();
        if (done) return;
        await onEvent(value);
      }
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error;
    } finally {
      await training.return();
    }
  }

  /** The parts of the validation images; a stop does not wait for the remaining ones. */
  async *#validationBatches(transform: ValidationTransform): AsyncGenerator<ValidationImage, void> {
    const { recipe, validation } = this.#args;
    const parts = partsInOrder(transform, recipe, validation);
    const batches = this.#queue.validation(parts.map(({ image, part }) => ({ imageId: image.id, part })));
    for (;;) {
      const { done, value } = await this.#pace.orEnd(batches.next());
      if (done) return;
      yield value;
    }
  }
}
