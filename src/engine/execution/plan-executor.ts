import { lossScale } from "../../core/losses/loss-scale.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import { checkTargets } from "../check-targets.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import type { MemoryLimits } from "../device/memory-limits.ts";
import type {
  Evaluation,
  EvaluationOptions,
  Executor,
  ExecutorOptions,
  NamedArrays,
  StepResult,
} from "../executor.ts";
import { inputSize } from "../input-size.ts";
import { lossTargets } from "../loss-targets.ts";
import type { Network } from "../plan/compile.ts";
import { lossOf } from "../plan/lower-loss.ts";
import { metricResults, metricSumsOf, metricTargets } from "../plan/lower-metrics.ts";
import type { BatchShape } from "../plan/lowering.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import type { Plan } from "../plan/plan-builder.ts";
import { type SharedName, sharedBytes } from "../plan/shared-buffers.ts";
import type { Tiling } from "../plan/tiles.ts";
import { predictInTiles } from "../prediction/predict-in-tiles.ts";
import { freshState, type TrainingState } from "../training-state.ts";
import { NetworkState } from "./network-state.ts";
import { PlanCache } from "./plan-cache.ts";
import { PlansByPurpose } from "./plans-by-purpose.ts";
import type { ReadyPlan, Runner } from "./runner.ts";
import { passFor, runPass } from "./training-pass.ts";
import { uploadWork, type Work } from "./work.ts";

/** Shape `[batch, row, column, channel]` of `length` values of images of this size. */
export function shapeOf(length: number, { batch, rows, columns }: BatchShape): readonly number[] {
  return [batch, rows, columns, length / (batch * rows * columns)];
}

function shaped(data: Float32Array, size: BatchShape): NumberArray {
  return { shape: shapeOf(data.length, size), data };
}

/** Bytes of a shared buffer, by name. */
export type BytesOfShared = (name: SharedName) => number;

/**
 * Runs one network as plans, by a runner: micro-batches of a batch that does not fit, tiles of an image that does
 * not fit, loss and metrics, state. The base of the executors of all compiled engines.
 */
export class PlanExecutor<Ready extends ReadyPlan, Runs extends Runner<Ready> = Runner<Ready>>
  implements Executor
{
  readonly sharesMemory = false;
  protected readonly network: Network;
  protected readonly plans: PlansByPurpose<Ready>;
  protected readonly runner: Runs;
  readonly #options: ExecutorOptions;
  readonly #cache: PlanCache<Ready>;
  readonly #state: NetworkState;

  /**
   * `createRunner` receives the sizes of the buffers that all plans share.
   * Throws a RangeError naming the array of the weights that is missing or has the wrong shape.
   */
  constructor(
    options: ExecutorOptions,
    createRunner: (bytesOf: BytesOfShared) => Runs,
    tiling: Tiling,
    limits: MemoryLimits,
  ) {
    const { graph, seed = 0 } = options;
    this.#options = options;
    const layout = layOutParameters(graph);
    this.network = { graph, layout, tiling, seed };
    this.runner = createRunner((name) => sharedBytes(layout, name));
    this.#cache = new PlanCache(this.runner);
    this.plans = new PlansByPurpose(this.network, options, limits, this.#cache);
    this.#state = new NetworkState(this.network, options, this.runner);
    this.writeState(freshState(options.weights));
  }

  get description(): string {
    return this.runner.description;
  }

  async step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<StepResult> {
    const size = inputSize(this.network.graph, inputs);
    checkTargets(size, this.#options.loss.targets, targets);
    const pass = await passFor(this.plans, size);
    // Everything from here on is submitted synchronously, which keeps overlapping steps separate.
    const { loss } = this.#options;
    return this.#state.step((step) =>
      runPass(
        pass,
        {
          size,
          inputs,
          targets,
          numbers: { step, rate: learningRate },
          isMean: loss.weightedBy === null,
          scaleOf: (some) => this.#lossScale(some),
          lossOf: (sums, scale) => lossOf(loss, sums, scale),
        },
        (plan, work) => this.submit(plan, work),
      ),
    );
  }

  /**
   * Predicts the whole image at once or, if that does not fit into memory, in tiles, with the same result.
   */
  async predict(inputs: NamedArrays): Promise<NumberArray> {
    const size = inputSize(this.network.graph, inputs);
    for (;;) {
      const tiles = this.plans.tilesOf(size);
      try {
        return tiles
          ? await predictInTiles((tile) => this.#predictWhole(tile), inputs, tiles)
          : await this.#predictWhole(inputs);
      } catch (error) {
        // The other plans of this network leave less than was expected.
        if (!(error instanceof OutOfMemoryError)) throw error;
        this.plans.limitTiles(size);
      }
    }
  }

  async #predictWhole(inputs: NamedArrays): Promise<NumberArray> {
    const size = inputSize(this.network.graph, inputs);
    const plan = await this.plans.planFor("prediction", size);
    const [output] = await this.submit(plan, { inputs, results: ["output"] });
    return shaped(output, size);
  }

  /**
   * Evaluates the whole image at once or, if that does not fit into memory or the output is requested, by a
   * prediction followed by the loss of its output, with the same result.
   */
  async evaluate(
    inputs: NamedArrays,
    targets: NamedArrays,
    { readsOutput = false }: EvaluationOptions = {},
  ): Promise<Evaluation> {
    const { loss } = this.#options;
    const size = inputSize(this.network.graph, inputs);
    checkTargets(size, { ...loss.targets, ...metricTargets(loss.task) }, targets);
    const scale = this.#lossScale(targets);
    const numbers = { step: this.#state.steps, rate: 0, lossScale: scale };
    const work = { targets, numbers, results: ["sums", ...metricResults(loss.task)] };
    const whole = readsOutput ? null : await this.#wholeEvaluation(size);
    const output = whole ? null : await this.predict(inputs);
    const plan = whole ?? (await this.plans.planFor("loss", size));
    const [sums, ...counts] = await this.submit(plan, { ...work, ...(output ? { output } : { inputs }) });
    const metrics = metricSumsOf(loss.task, counts, lossTargets(targets).target);
    return { loss: lossOf(loss, sums, scale), metrics, output: readsOutput ? output : null };
  }

  /** Null if images of this size are evaluated in tiles. */
  async #wholeEvaluation(size: BatchShape): Promise<Ready | null> {
    if (!this.plans.evaluatesWhole(size)) return null;
    try {
      return await this.plans.planFor("evaluation", size);
    } catch (error) {
      // The other plans of this network leave less than was expected.
      if (!(error instanceof OutOfMemoryError)) throw error;
      this.plans.evaluateInTiles(size);
      return null;
    }
  }

  readWeights(): Promise<Weights> {
    return this.#state.readWeights();
  }

  readState(): Promise<TrainingState> {
    return this.#state.read();
  }

  writeState(state: TrainingState): void {
    this.#state.write(state);
  }

  /** The plan of one training step for images of this size. */
  trainingPlan(size: BatchShape): Plan {
    return this.plans.compile("training", size);
  }

  memoryBytes(): number {
    return this.runner.bytes;
  }

  dispose(): void {
    this.#cache.dispose();
    this.runner.dispose();
  }

  #lossScale(targets: NamedArrays): number {
    return lossScale(this.#options.loss, lossTargets(targets));
  }

  /** Uploads, runs and requests results synchronously, which keeps overlapping calls separate. */
  protected submit(plan: Ready, work: Work): Promise<Float32Array[]> {
    uploadWork(plan, work, this.#options, (values) => this.runner.writeShared("scalars", values));
    return plan.run(work.results);
  }
}
