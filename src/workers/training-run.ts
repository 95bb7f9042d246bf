import type { Batch, ValidationImage } from "../core/dataset/sampling/batch.ts";
import { createSampler } from "../core/dataset/sampling/sampler.ts";
import { stageImages } from "../core/dataset/sampling/stage-images.ts";
import { stageLoss } from "../core/losses/loss.ts";
import { cellMask } from "../core/raster/cell-mask.ts";
import { takenOver } from "../core/recipe/engine-record.ts";
import { networksOf, type Stage } from "../core/recipe/recipe.ts";
import type { WeightsChoice } from "../core/runs/run-record.ts";
import { learningRateAt } from "../core/schedule/learning-rate-at.ts";
import { DeviceLostError, OutOfMemoryError, ThreadLostError } from "../engine/device/device-error.ts";
import type { Executor } from "../engine/executor.ts";
import { stageArrays } from "../engine/stage-arrays.ts";
import { BestWeights } from "../engine/training/rank-weights.ts";
import { allFinite, StageTraining } from "../engine/training/trainer.ts";
import { freshCheckpoint } from "../engine/training/training-checkpoint.ts";
import type { TrainingEvent } from "../engine/training/training-events.ts";
import { validate } from "../engine/training/validation.ts";
import { parameterCount } from "../nets/count.ts";
import type { Graph } from "../nets/graph.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import type { Weights } from "../nets/weights.ts";
import { BatchQueue } from "./batch-queue.ts";
import { CellCounting } from "./cell-counting.ts";
import { endWithThread } from "./end-with-thread.ts";
import type { Engines } from "./engines.ts";
import { firstWeights } from "./first-weights.ts";
import { LiveView } from "./live-view.ts";
import type { NetworkStore } from "./network-store.ts";
import { type Pace, RunStopped } from "./pace.ts";
import type { RunKeeper } from "./run-keeper.ts";
import { StageSummary } from "./stage-summary.ts";
import type { RunOutcome, StageReport, TrainArguments, TrainEvent } from "./train.protocol.ts";
import { TrainingError } from "./training-error.ts";
import { largestFirst } from "./validation-sizes.ts";

/**
 * Errors of a mere view do not end the run: an image that does not fit is not shown, and a lost device is
 * detected in the next training step, which recovers from it.
 */
function ignoreUntilNextStep(error: unknown): void {
  if (!(error instanceof DeviceLostError || error instanceof OutOfMemoryError)) throw error;
}

const withoutCells = ({ title }: Graph) =>
  `No training image contains a cell, and the ${title} learns from cells only. Add images with cells.`;

export interface TrainingRunOptions {
  readonly args: TrainArguments;
  readonly store: NetworkStore;
  readonly engines: Engines;
  readonly pace: Pace;
  readonly emit: (event: TrainEvent, transfer?: Transferable[]) => void;
  /** Stores the weights; null if the run is not kept. */
  readonly keeper: Pick<RunKeeper, "keepWeights"> | null;
}

/** Trains the chosen stages one after the other. */
export class TrainingRun {
  readonly #args: TrainArguments;
  readonly #store: NetworkStore;
  readonly #engines: Engines;
  readonly #pace: Pace;
  readonly #emit: TrainingRunOptions["emit"];
  readonly #keeper: TrainingRunOptions["keeper"];
  readonly #queue: BatchQueue;

  constructor({ args, store, engines, pace, emit, keeper }: TrainingRunOptions) {
    this.#args = args;
    this.#store = store;
    this.#engines = engines;
    this.#pace = pace;
    this.#emit = emit;
    this.#keeper = keeper;
    this.#queue = new BatchQueue(args.ports, { recipe: args.recipe, images: args.training });
  }

  async run(): Promise<RunOutcome> {
    const reports: StageReport[] = [];
    try {
      for (const stage of this.#args.stages) {
        const report = await this.#runStage(stage);
        if (report) {
          reports.push(report);
          this.#emit({ kind: "stageEnd", report });
        }
        if (this.#pace.stopped) break;
      }
    } finally {
      this.#queue.close();
    }
    return { reports, stopped: this.#pace.stopped };
  }

  /** The network whose mask gates the Direction Net; null for the ground-truth mask. */
  #gate(stage: Stage): Executor | null {
    if (!networksOf(stage).includes("direction") || this.#args.recipe.gate === "true") return null;
    return this.#store.predictor("semantic");
  }

  /** Device memory held by the training of a stage, bytes. */
  #heldBytes(stage: Stage, executor: Executor): number {
    const gate = executor.sharesMemory ? null : this.#gate(stage);
    return executor.memoryBytes() + (gate?.memoryBytes() ?? 0);
  }

  async #gateOf(stage: Stage, batch: Batch): Promise<Float32Array | null> {
    const unet = this.#gate(stage);
    if (!unet) return null;
    const shape = [batch.size, batch.rows, batch.columns, 1];
    const { data } = await unet.predict({ image: { shape, data: batch.image } });
    return cellMask(data);
  }

  async #runStage(stage: Stage): Promise<StageReport | null> {
    const { recipe } = this.#args;
    const { steps, schedule, optimiser } = recipe.stages[stage];
    const graph = stageGraph(stage, recipe.networks);
    const weights = firstWeights(stage, graph, recipe, this.#store);
    const images = stageImages(stage, recipe, this.#args.training);
    if (images.length === 0) throw new TrainingError(withoutCells(graph));
    const sampler = createSampler(images, recipe);
    await this.#pace.orEnd(this.#engines.start());
    const start = () =>
      this.#engines.create(
        { graph, weights, loss: stageLoss(stage), optimiser, seed: recipe.seed },
        { stage, recipe },
        (done, all) => this.#emit({ kind: "compiling", done, all }),
      );
    let executor = start();
    const summary = new StageSummary(stage, this.#engines.record({ stage, recipe }));
    const keep = (weights: Weights, step: number, choice: WeightsChoice = "last") => {
      const { engine } = summary;
      this.#store.put(stage, weights, { recipe, engine });
      this.#keeper?.keepWeights({ stage, choice, step, weights }, engine);
      this.#emit({ kind: "kept", stage });
    };
    const counting = new CellCounting(stage, recipe, this.#store, sampler);
    const best = new BestWeights(counting.inPredictedMask);
    const prepare = async (batch: Batch) => stageArrays(stage, batch, await this.#gateOf(stage, batch));
    this.#queue.restart(stage);
    const liveView = new LiveView({
      stage,
      gate: recipe.gate,
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
      stepsPerEpoch: sampler.epochLength / recipe.batch,
      backend: executor.description,
    });
    try {
      const training = new StageTraining({
        stage,
        executor,
        start: freshCheckpoint(weights),
        steps,
        learningRateAt: (step) => learningRateAt(schedule, step, steps) * this.#pace.rateFactor,
        epochsAfter: sampler.epochsAfter,
        batchAt: (step) => {
          const batch = this.#pace.orEnd(this.#queue.take(step, steps));
          liveView.prepare(step);
          return batch;
        },
        prepare,
        validate: async (done) => {
          const validation = await validate(
            stage,
            executor,
            this.#validationBatches(),
            prepare,
            counting.after(done, steps, this.#gate(stage) ? "predicted" : "true"),
          );
          const ranks = validation !== null && recipe.keep === "best" && done > 0;
          if (ranks && (await best.offer(validation, done, () => executor.readWeights()))) {
            summary.keep(done, best.by);
          }
          return validation;
        },
        callbacks: {
          read: () => ({ best: best.best, record: {} }),
          write: (state) => {
            best.best = state.best;
            if (state.best) summary.keep(state.best.step, best.by);
          },
        },
        mayRunAhead: () => this.#pace.free,
        wantsCheckpoint: () => false,
        replaceExecutor: async (state) => {
          executor.dispose();
          await this.#pace.orEnd(this.#engines.start());
          executor = start();
          summary.engine = takenOver(summary.engine, this.#engines.record({ stage, recipe }));
          executor.writeState(state);
          return executor;
        },
      });
      await this.#follow(training, async (event) => {
        if (event.kind === "checkpoint") {
          keep(event.checkpoint.state.weights, event.step);
          return;
        }
        summary.add(event);
        if (event.kind === "epoch") {
          this.#emit({ ...event, stage });
          return;
        }
        if (event.kind === "resume") {
          this.#emit({ ...event, stage, backend: executor.description });
          return;
        }
        this.#pace.tookStep();
        this.#emit({ ...event, stage, memoryBytes: this.#heldBytes(stage, executor) });
        await liveView.show(event.step - 1, executor).catch(ignoreUntilNextStep);
      });
      if (this.#pace.stopped && summary.steps > 0) {
        // If the device is lost, the last copy stays.
        const last = await executor.readWeights().catch(ignoreUntilNextStep);
        if (last && allFinite(last)) keep(last, summary.steps);
      }
      return summary.report();
    } catch (error) {
      if (!(error instanceof ThreadLostError)) throw error;
      throw await endWithThread(error, stage, executor, keep);
    } finally {
      if (best.best && allFinite(best.best.weights)) keep(best.best.weights, best.best.step, "best");
      executor.dispose();
    }
  }

  /** Requests events of a training as long as the pace allows; a stop ends it without an error. */
  async #follow(training: StageTraining, onEvent: (event: TrainingEvent) => Promise<void>): Promise<void> {
    try {
      for (;;) {
        await this.#pace.mayAsk();
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

  /** The validation images; a stop does not wait for the remaining ones. */
  async *#validationBatches(): AsyncGenerator<ValidationImage, void> {
    const batches = this.#queue.validation(largestFirst(this.#args.recipe, this.#args.validation));
    for (;;) {
      const { done, value } = await this.#pace.orEnd(batches.next());
      if (done) return;
      yield value;
    }
  }
}
