import { lossScale } from "../../core/losses/loss-scale.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import type { DeviceArray } from "../device/device-array.ts";
import { type MemoryLimits, memoryLimits } from "../device/memory-limits.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type {
  Evaluation,
  EvaluationOptions,
  Executor,
  ExecutorOptions,
  NamedArrays,
  StepResult,
} from "../executor.ts";
import { inputSize } from "../input-size.ts";
import type { Network } from "../plan/compile.ts";
import { lossOf } from "../plan/lower-loss.ts";
import { metricSumsOf } from "../plan/lower-metrics.ts";
import type { BatchShape } from "../plan/lowering.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import type { Plan } from "../plan/plan-builder.ts";
import { sharedBytes } from "../plan/shared-buffers.ts";
import { type Tiling, tilingFor } from "../plan/tiles.ts";
import { predictInTiles } from "../prediction/predict-in-tiles.ts";
import { freshState, type TrainingState } from "../training-state.ts";
import { NetworkState } from "./network-state.ts";
import { PlansByPurpose } from "./plans-by-purpose.ts";
import type { CompiledPlan } from "./runtime/compiled-plan.ts";
import { NetworkMemory } from "./runtime/network-memory.ts";
import { type OnCompiling, PlanCache } from "./runtime/plan-cache.ts";
import { type ProfileWatch, profilePlan } from "./runtime/profile-plan.ts";
import { ReadBack } from "./runtime/read-back.ts";
import { passFor, runPass } from "./training-pass.ts";
import { uploadWork, type Work } from "./work.ts";

/** Shape `[batch, row, column, channel]` of `length` values of images of this size. */
function shapeOf(length: number, { batch, rows, columns }: BatchShape): readonly number[] {
  return [batch, rows, columns, length / (batch * rows * columns)];
}

function shaped(data: Float32Array, size: BatchShape): NumberArray {
  return { shape: shapeOf(data.length, size), data };
}

/** Runs one network as a list of WebGPU kernels. */
export class WebgpuExecutor implements Executor {
  readonly description = "compiled WebGPU";
  readonly sharesMemory = false;
  readonly #options: ExecutorOptions;
  readonly #watched: WatchedDevice;
  readonly #network: Network;
  readonly #readBack: ReadBack;
  readonly #memory: NetworkMemory;
  readonly #cache: PlanCache;
  readonly #plans: PlansByPurpose;
  readonly #state: NetworkState;

  constructor(
    options: ExecutorOptions,
    watched: WatchedDevice,
    onCompiling: OnCompiling = () => {},
    tiling: Tiling = tilingFor(watched.info),
    limits: MemoryLimits = memoryLimits(watched.device),
  ) {
    const { graph, seed = 0 } = options;
    this.#options = options;
    this.#watched = watched;
    this.#network = { graph, layout: layOutParameters(graph), tiling, seed };
    this.#readBack = new ReadBack(watched.device);
    this.#memory = new NetworkMemory(watched.device, (name) => sharedBytes(this.#network.layout, name));
    this.#cache = new PlanCache(watched, this.#memory, onCompiling);
    this.#plans = new PlansByPurpose(this.#network, options, limits, this.#cache);
    this.#state = new NetworkState(this.#network, options, watched, this.#memory, this.#readBack);
    this.writeState(freshState(options.weights));
  }

  async step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<StepResult> {
    const size = inputSize(this.#network.graph, inputs);
    const pass = await passFor(this.#plans, size);
    // Everything from here on is submitted synchronously, which keeps overlapping steps separate.
    this.#state.steps += 1;
    const numbers = { step: this.#state.steps, rate: learningRate };
    const { loss } = this.#options;
    return runPass(
      pass,
      {
        size,
        inputs,
        targets,
        numbers,
        isMean: loss.weightedBy === null,
        scaleOf: (some) => this.#lossScale(some),
        lossOf: (sums, scale) => lossOf(loss, sums, scale),
      },
      (plan, work) => this.#submit(plan, work),
    );
  }

  /**
   * Predicts the whole image at once or, if that does not fit into memory, in tiles, with the same result.
   */
  async predict(inputs: NamedArrays): Promise<NumberArray> {
    const size = inputSize(this.#network.graph, inputs);
    const tiles = this.#plans.tilesOf(size);
    return tiles
      ? predictInTiles((tile) => this.#predictWhole(tile), inputs, tiles)
      : this.#predictWhole(inputs);
  }

  async #predictWhole(inputs: NamedArrays): Promise<NumberArray> {
    const size = inputSize(this.#network.graph, inputs);
    const plan = await this.#plans.planFor("prediction", size);
    const [output] = await this.#submit(plan, { inputs, results: ["output"] });
    return shaped(output, size);
  }

  /**
   * Like `predict` of a whole image, but the output stays on the device and is valid until the next call of
   * any method.
   */
  async predictOnDevice(inputs: NamedArrays): Promise<DeviceArray> {
    const size = inputSize(this.#network.graph, inputs);
    const plan = await this.#plans.planFor("prediction", size);
    await this.#submit(plan, { inputs, results: [] });
    const { buffer, bytes } = plan.result("output");
    const shape = shapeOf(bytes / Float32Array.BYTES_PER_ELEMENT, size);
    return { buffer, offset: 0, padded: shape, shape };
  }

  /** Parameters and running averages in device memory, by name. */
  weightsOnDevice(): Record<string, DeviceArray> {
    return this.#state.weightsOnDevice();
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
    const size = inputSize(this.#network.graph, inputs);
    const scale = this.#lossScale(targets);
    const numbers = { step: this.#state.steps, rate: 0, lossScale: scale };
    const work = { targets, numbers, results: ["sums", "metrics"] };
    const output = readsOutput || !this.#plans.evaluatesWhole(size) ? await this.predict(inputs) : null;
    const [sums, counts] = output
      ? await this.#submit(await this.#judging(output, size), work)
      : await this.#submit(await this.#plans.planFor("evaluation", size), { ...work, inputs });
    const metrics = metricSumsOf(loss.task, counts, scale);
    return { loss: lossOf(loss, sums, scale), metrics, output: readsOutput ? output : null };
  }

  /** The loss and metrics plan, with this output uploaded. */
  async #judging(output: NumberArray, size: BatchShape): Promise<CompiledPlan> {
    const plan = await this.#plans.planFor("loss", size);
    plan.upload("output", output.data);
    return plan;
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

  /**
   * Milliseconds per kernel of a training step with this batch, see `profilePlan`. Parameters are unchanged;
   * running averages change, and the optimiser state is invalid afterwards.
   */
  async profile(
    inputs: NamedArrays,
    targets: NamedArrays,
    watch: ProfileWatch,
  ): Promise<readonly number[] | null> {
    await this.step(inputs, targets, 0);
    const plan = await this.#plans.planFor("training", inputSize(this.#network.graph, inputs));
    return profilePlan(this.#watched, plan, watch);
  }

  /** The plan of one training step for images of this size. */
  trainingPlan(size: BatchShape): Plan {
    return this.#plans.compile("training", size);
  }

  memoryBytes(): number {
    return this.#memory.bytes + this.#cache.bytes;
  }

  dispose(): void {
    this.#cache.dispose();
    this.#memory.dispose();
    this.#readBack.dispose();
  }

  #lossScale(targets: NamedArrays): number {
    return lossScale(this.#options.loss, (name) => targets[name].data);
  }

  /** Uploads, runs and requests results synchronously, which keeps overlapping calls separate. */
  #submit(plan: CompiledPlan, work: Work): Promise<Float32Array[]> {
    const { queue } = this.#watched.device;
    uploadWork(plan, work, this.#options, (values) =>
      queue.writeBuffer(this.#memory.shared("scalars"), 0, values),
    );
    return this.#watched.guard(plan.run(this.#readBack, work.results));
  }
}
