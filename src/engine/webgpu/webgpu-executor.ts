import { lossScale } from "../../core/losses/loss-scale.ts";
import { inputNodes } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import type { DeviceArray } from "../device/device-array.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
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
import { type PictureTiles, predictInTiles } from "../prediction/predict-in-tiles.ts";
import { freshState, type TrainingState } from "../training-state.ts";
import { type BatchPart, cutBatch, partOfArrays } from "./batch-parts.ts";
import {
  compileEvaluation,
  compilePart,
  compilePrediction,
  compileTraining,
  compileUpdate,
  type Network,
} from "./plan/compile.ts";
import { compileLoss } from "./plan/compile-loss.ts";
import { fits } from "./plan/largest-batch.ts";
import { lossOf } from "./plan/lower-loss.ts";
import { metricSumsOf, metricTargetNames } from "./plan/lower-metrics.ts";
import { type StepNumbers, stepScalars } from "./plan/lower-update.ts";
import type { BatchShape } from "./plan/lowering.ts";
import { layOutParameters } from "./plan/parameter-layout.ts";
import type { Plan } from "./plan/plan-builder.ts";
import { memoryOf } from "./plan/plan-memory.ts";
import { predictionTiles } from "./plan/prediction-tiles.ts";
import { type SharedName, sharedBytes, stateNames } from "./plan/shared-buffers.ts";
import { gradientNormOf } from "./plan/step-sums.ts";
import { type Tiling, tilingFor } from "./plan/tiles.ts";
import { picturesAtOnce } from "./plan/training-memory.ts";
import type { CompiledPlan } from "./runtime/compiled-plan.ts";
import { NetworkMemory } from "./runtime/network-memory.ts";
import { type OnCompiling, PlanCache } from "./runtime/plan-cache.ts";
import { type ProfileWatch, profilePlan } from "./runtime/profile-plan.ts";
import { ReadBack } from "./runtime/read-back.ts";

/** Numbers of passes that an f32 tells apart. */
const MOST_PASSES = 2 ** 24;

/** What one submit of a plan is given and gives. */
interface Work {
  readonly inputs?: NamedArrays;
  /** None for predictions. */
  readonly targets?: NamedArrays;
  /** None where nothing reads them. */
  readonly numbers?: Omit<StepNumbers, "step">;
  readonly results: readonly string[];
}

/** Plans of one step. */
interface Pass {
  readonly parts: readonly {
    readonly part: BatchPart;
    readonly size: BatchShape;
    readonly plan: CompiledPlan;
  }[];
  /** None where the one part does it too. */
  readonly update: CompiledPlan | null;
}

type Purpose = "training" | "part" | "prediction" | "evaluation" | "loss" | "gradients";

/** Plans of the steps, which come again and again. */
const LASTING: ReadonlySet<Purpose> = new Set<Purpose>(["training", "part"]);

const sizeKey = ({ batch, rows, columns }: BatchShape) => `${batch} x ${rows} x ${columns}`;

/** Shape of so many values of a picture of this size. */
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
  readonly #limits: MemoryLimits;
  readonly #plans: PlanCache;
  /** Pictures that a training pass takes at once, by the size of the batch. */
  readonly #atOnce = new Map<string, number>();
  /** How pictures are cut for prediction, by their size; null where they fit. */
  readonly #tiles = new Map<string, PictureTiles | null>();
  /** Whether pictures fit for evaluation, by their size. */
  readonly #wholes = new Map<string, boolean>();
  #steps = 0;

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
    this.#plans = new PlanCache(watched, this.#memory, onCompiling);
    this.#limits = limits;
    this.writeState(freshState(options.weights));
  }

  async step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<StepResult> {
    const size = inputSize(this.#network.graph, inputs);
    const { parts, update } = await this.#passFor(size);
    // From here on everything is submitted at once, so that steps that overlap do not mix.
    this.#steps += 1;
    const firstPass = (this.#steps - 1) * parts.length + 1;
    const scale = this.#lossScale(targets);
    const numbers = { rate: learningRate, lossScale: scale };
    const isMean = this.#options.loss.weightedBy === null;
    const results = ["sums"];
    const losses = parts.map(async ({ part, size: partSize, plan }, index) => {
      // Weighted means are divided by the weights of the whole batch; other losses are averaged over the parts.
      const share = isMean ? partSize.batch / size.batch : 1;
      const ownTargets = partOfArrays(targets, part);
      const lossScale = isMean ? this.#lossScale(ownTargets) : scale;
      const [sums] = await this.#submit(plan, {
        inputs: partOfArrays(inputs, part),
        targets: ownTargets,
        numbers: {
          ...numbers,
          lossScale,
          share,
          isLater: index > 0,
          pass: (firstPass + index) % MOST_PASSES,
        },
        results,
      });
      return { sums, loss: share * this.#lossOf(sums, lossScale) };
    });
    const updated = update && this.#submit(update, { numbers, results });
    const [sumsOfUpdate, ...done] = await Promise.all([updated, ...losses]);
    const [sums] = sumsOfUpdate ?? [done[0].sums];
    return { loss: done.reduce((sum, { loss }) => sum + loss, 0), gradientNorm: gradientNormOf(sums) };
  }

  /** Of the whole picture at once or, where that does not fit, in tiles: with the same result. */
  async predict(inputs: NamedArrays): Promise<NumberArray> {
    const size = inputSize(this.#network.graph, inputs);
    const tiles = this.#tilesOf(size);
    return tiles
      ? predictInTiles((tile) => this.#predictWhole(tile), inputs, tiles)
      : this.#predictWhole(inputs);
  }

  #evaluatesWhole(size: BatchShape): boolean {
    const key = sizeKey(size);
    const known = this.#wholes.get(key);
    if (known !== undefined) return known;
    const found = fits(memoryOf(this.#network.layout, [this.#compile("evaluation", size)]), this.#limits);
    this.#wholes.set(key, found);
    return found;
  }

  #tilesOf(size: BatchShape): PictureTiles | null {
    const key = sizeKey(size);
    const known = this.#tiles.get(key);
    if (known !== undefined) return known;
    const found = predictionTiles(this.#network, size, this.#limits);
    this.#tiles.set(key, found);
    return found;
  }

  async #predictWhole(inputs: NamedArrays): Promise<NumberArray> {
    const size = inputSize(this.#network.graph, inputs);
    const plan = await this.#planFor("prediction", size);
    const [output] = await this.#submit(plan, { inputs, results: ["output"] });
    return shaped(output, size);
  }

  /** As `predict` of a whole picture, but the output stays on the device until the next call of any kind. */
  async predictOnDevice(inputs: NamedArrays): Promise<DeviceArray> {
    const size = inputSize(this.#network.graph, inputs);
    const plan = await this.#planFor("prediction", size);
    await this.#submit(plan, { inputs, results: [] });
    const { buffer, bytes } = plan.result("output");
    const shape = shapeOf(bytes / Float32Array.BYTES_PER_ELEMENT, size);
    return { buffer, offset: 0, padded: shape, shape };
  }

  /** Parameters and running averages where they lie on the device, by name. */
  weightsOnDevice(): Record<string, DeviceArray> {
    const { trained, running } = this.#network.layout;
    const places = [
      [this.#memory.shared("parameters"), trained],
      [this.#memory.shared("running"), running],
    ] as const;
    return Object.fromEntries(
      places.flatMap(([buffer, arena]) =>
        Object.entries(arena.places()).map(([name, place]) => [name, { buffer, ...place }]),
      ),
    );
  }

  /**
   * Of the whole picture at once or, where that does not fit or the output is wanted, by a prediction and the loss of its
   * output: with the same result.
   */
  async evaluate(
    inputs: NamedArrays,
    targets: NamedArrays,
    { readsOutput = false }: EvaluationOptions = {},
  ): Promise<Evaluation> {
    const size = inputSize(this.#network.graph, inputs);
    const scale = this.#lossScale(targets);
    const work = { targets, numbers: { rate: 0, lossScale: scale }, results: ["sums", "metrics"] };
    const output = readsOutput || !this.#evaluatesWhole(size) ? await this.predict(inputs) : null;
    const [sums, counts] = output
      ? await this.#submit(await this.#judging(output, size), work)
      : await this.#submit(await this.#planFor("evaluation", size), { ...work, inputs });
    const metrics = metricSumsOf(this.#options.loss.task, counts, scale);
    return { loss: this.#lossOf(sums, scale), metrics, output: readsOutput ? output : null };
  }

  /** A plan that judges this output. */
  async #judging(output: NumberArray, size: BatchShape): Promise<CompiledPlan> {
    const plan = await this.#planFor("loss", size);
    plan.upload("output", output.data);
    return plan;
  }

  /** Output and gradients of one training pass, without an update. Moves the running averages. */
  async differentiate(
    inputs: NamedArrays,
    targets: NamedArrays,
  ): Promise<{ output: NumberArray; gradients: Weights }> {
    const size = inputSize(this.#network.graph, inputs);
    const plan = await this.#planFor("gradients", size);
    const numbers = { rate: 0, lossScale: this.#lossScale(targets) };
    const [output] = await this.#submit(plan, { inputs, targets, numbers, results: ["output"] });
    const gradients = this.#network.layout.trained.unpack(await this.#readShared("gradients"));
    return { output: shaped(output, size), gradients };
  }

  async readWeights(): Promise<Weights> {
    const { graph, layout } = this.#network;
    const [trained, running] = await Promise.all([
      this.#readShared("parameters"),
      this.#readShared("running"),
    ]);
    const arrays = { ...layout.trained.unpack(trained), ...layout.running.unpack(running) };
    return Object.fromEntries(parametersOf(graph).map(({ name }) => [name, arrays[name]]));
  }

  async readState(): Promise<TrainingState> {
    const { trained } = this.#network.layout;
    const steps = this.#steps;
    const [weights, ...memory] = await Promise.all([
      this.readWeights(),
      ...stateNames(this.#options.optimiser.kind).map(async (name) =>
        trained.unpack(await this.#readShared(name)),
      ),
    ]);
    return { weights, memory, steps };
  }

  writeState({ weights, memory, steps }: TrainingState): void {
    const { trained, running } = this.#network.layout;
    this.#write("parameters", trained.pack(weights));
    this.#write("running", running.pack(weights));
    stateNames(this.#options.optimiser.kind).forEach((name, index) => {
      if (memory.length > 0) this.#write(name, trained.pack(memory[index]));
      else if (this.#memory.has(name)) this.#write(name, trained.zeros());
    });
    this.#steps = steps;
  }

  /**
   * Milliseconds of each kernel of a training step with this batch, as `profilePlan` measures them. Parameters stay as
   * they are; running averages move, and the optimiser's memory is worth nothing afterwards.
   */
  async profile(
    inputs: NamedArrays,
    targets: NamedArrays,
    watch: ProfileWatch,
  ): Promise<readonly number[] | null> {
    await this.step(inputs, targets, 0);
    const plan = await this.#planFor("training", inputSize(this.#network.graph, inputs));
    return profilePlan(this.#watched, plan, watch);
  }

  /** The list of kernels of one training step, as it would run for pictures of this size. */
  trainingPlan(size: BatchShape): Plan {
    return this.#compile("training", size);
  }

  memoryBytes(): number {
    return this.#memory.bytes + this.#plans.bytes;
  }

  dispose(): void {
    this.#plans.dispose();
    this.#memory.dispose();
    this.#readBack.dispose();
  }

  #write(name: SharedName, values: Float32Array<ArrayBuffer>): void {
    this.#watched.device.queue.writeBuffer(this.#memory.shared(name), 0, values);
  }

  /**
   * Plans of a training pass: over the whole batch, or over as many pictures at once as fit and an update after them.
   * @throws OutOfMemoryError when not even one picture fits
   */
  async #passFor(size: BatchShape): Promise<Pass> {
    const key = sizeKey(size);
    for (;;) {
      const most = this.#atOnce.get(key) ?? picturesAtOnce(this.#network, size, this.#options, this.#limits);
      this.#atOnce.set(key, most);
      try {
        const inParts = most < size.batch;
        const parts = cutBatch(size.batch, most).map(async (part) => {
          const partSize = { ...size, batch: part.end - part.first };
          return { part, size: partSize, plan: await this.#planFor(inParts ? "part" : "training", partSize) };
        });
        // Awaited together, so that none of them fails unheard.
        return { parts: await Promise.all(parts), update: inParts ? await this.#updatePlan() : null };
      } catch (error) {
        // The guess of what fits was too bold.
        if (!(error instanceof OutOfMemoryError) || most === 1) throw error;
        this.#atOnce.set(key, Math.ceil(most / 2));
      }
    }
  }

  #compile(purpose: Purpose, size: BatchShape): Plan {
    const { loss, optimiser } = this.#options;
    switch (purpose) {
      case "training":
        return compileTraining(this.#network, size, loss, optimiser);
      case "part":
        return compilePart(this.#network, size, loss);
      case "gradients":
        return compileTraining(this.#network, size, loss, null);
      case "prediction":
        return compilePrediction(this.#network, size);
      case "evaluation":
        return compileEvaluation(this.#network, size, loss);
      case "loss":
        return compileLoss(this.#network.graph, size, loss);
    }
  }

  #planFor(purpose: Purpose, size: BatchShape): Promise<CompiledPlan> {
    const key = `${purpose} ${sizeKey(size)}`;
    const compile = () => this.#compile(purpose, size);
    return LASTING.has(purpose) ? this.#plans.lasting(key, compile) : this.#plans.passing(key, compile);
  }

  #updatePlan(): Promise<CompiledPlan> {
    return this.#plans.lasting("update", () => compileUpdate(this.#network, this.#options.optimiser));
  }

  #lossScale(targets: NamedArrays): number {
    return lossScale(this.#options.loss, (name) => targets[name].data);
  }

  /** Uploads, runs and asks for results in one go, so that calls that overlap do not mix. */
  #submit(plan: CompiledPlan, { inputs, targets, numbers, results }: Work): Promise<Float32Array[]> {
    const { loss, optimiser } = this.#options;
    if (inputs) {
      for (const { name } of inputNodes(this.#network.graph)) plan.upload(`input ${name}`, inputs[name].data);
    }
    if (targets) {
      const ofLoss = Object.keys(loss.targets);
      const names = results.includes("metrics")
        ? new Set([...ofLoss, ...metricTargetNames(loss.task)])
        : ofLoss;
      for (const name of names) plan.upload(`target ${name}`, targets[name].data);
    }
    if (numbers) this.#write("scalars", stepScalars(optimiser, { step: this.#steps, ...numbers }));
    return this.#watched.guard(plan.run(this.#readBack, results));
  }

  async #readShared(name: SharedName): Promise<Float32Array> {
    const { device } = this.#watched;
    const buffer = this.#memory.shared(name);
    const encoder = device.createCommandEncoder();
    const read = this.#readBack.copy(encoder, buffer, buffer.size);
    this.#watched.submit(encoder.finish());
    return this.#watched.guard(read());
  }

  #lossOf(sums: Float32Array, scale: number): number {
    return lossOf(this.#options.loss, sums, scale);
  }
}
