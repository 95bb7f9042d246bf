import { inputNodes } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import { type MemoryLimits, memoryLimits } from "../device/memory-limits.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { Executor, ExecutorOptions, NamedArrays } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import { memoryCount } from "../optimisers/memory.ts";
import { freshState, type TrainingState } from "../training-state.ts";
import { type BatchPart, cutBatch, partOfArrays } from "./batch-parts.ts";
import {
  compilePart,
  compilePrediction,
  compileTraining,
  compileUpdate,
  type Network,
} from "./plan/compile.ts";
import { lossOf, lossScale, targetNames } from "./plan/lower-loss.ts";
import { type StepNumbers, stepScalars } from "./plan/lower-update.ts";
import type { BatchShape } from "./plan/lowering.ts";
import { layOutParameters } from "./plan/parameter-layout.ts";
import type { Plan } from "./plan/plan-builder.ts";
import { MEMORY, type SharedName, sharedBytes } from "./plan/shared-buffers.ts";
import { type Tiling, tilingFor } from "./plan/tiles.ts";
import { picturesAtOnce } from "./plan/training-memory.ts";
import { CompiledPlan } from "./runtime/compiled-plan.ts";
import { NetworkMemory } from "./runtime/network-memory.ts";
import { pipelinesFor } from "./runtime/pipelines.ts";
import { ReadBack } from "./runtime/read-back.ts";

/** Is told how many of the kernels that a plan needs anew are compiled. */
export type OnCompiling = (done: number, all: number) => void;

/** Plans for this many sizes of pictures are kept: validation images come in a few. */
const MOST_PLANS = 8;

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

type Purpose = "training" | "part" | "prediction" | "evaluation" | "gradients";

const sizeKey = ({ batch, rows, columns }: BatchShape) => `${batch} x ${rows} x ${columns}`;

function shaped(data: Float32Array, { batch, rows, columns }: BatchShape): NumberArray {
  return { shape: [batch, rows, columns, data.length / (batch * rows * columns)], data };
}

/** Runs one network as a list of WebGPU kernels. */
export class WebgpuExecutor implements Executor {
  readonly description = "compiled WebGPU";
  readonly #options: ExecutorOptions;
  readonly #watched: WatchedDevice;
  readonly #onCompiling: OnCompiling;
  readonly #network: Network;
  readonly #readBack: ReadBack;
  readonly #memory: NetworkMemory;
  readonly #limits: MemoryLimits;
  readonly #plans = new Map<string, Promise<CompiledPlan>>();
  /** Pictures that a training pass takes at once, by the size of the batch. */
  readonly #atOnce = new Map<string, number>();
  #planBytes = 0;
  #steps = 0;

  constructor(
    options: ExecutorOptions,
    watched: WatchedDevice,
    onCompiling: OnCompiling = () => {},
    tiling: Tiling = tilingFor(watched.info),
    limits: MemoryLimits = memoryLimits(watched.device),
  ) {
    const { graph } = options;
    this.#options = options;
    this.#watched = watched;
    this.#onCompiling = onCompiling;
    this.#network = { graph, layout: layOutParameters(graph), tiling };
    this.#readBack = new ReadBack(watched.device);
    this.#memory = new NetworkMemory(watched.device, (name) => sharedBytes(this.#network.layout, name));
    this.#limits = limits;
    this.writeState(freshState(options.weights));
  }

  async step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<number> {
    const size = inputSize(this.#network.graph, inputs);
    const { parts, update } = await this.#passFor(size);
    // From here on everything is submitted at once, so that steps that overlap do not mix.
    this.#steps += 1;
    const numbers = { rate: learningRate, lossScale: this.#lossScale(targets) };
    const isMean = this.#options.loss.kind === "mask";
    const losses = parts.map(async ({ part, size: partSize, plan }, index) => {
      // Weighted means are divided by the weights of the whole batch; other losses are averaged over the parts.
      const share = isMean ? partSize.batch / size.batch : 1;
      const [sums] = await this.#submit(plan, {
        inputs: partOfArrays(inputs, part),
        targets: partOfArrays(targets, part),
        numbers: { ...numbers, share, isLater: index > 0 },
        results: ["sums"],
      });
      return share * this.#lossOf(sums, partSize);
    });
    if (update) losses.push(this.#submit(update, { numbers, results: [] }).then(() => 0));
    const values = await Promise.all(losses);
    return values.reduce((sum, loss) => sum + loss, 0);
  }

  async predict(inputs: NamedArrays): Promise<NumberArray> {
    const size = inputSize(this.#network.graph, inputs);
    const plan = await this.#planFor("prediction", size);
    const [output] = await this.#submit(plan, { inputs, results: ["output"] });
    return shaped(output, size);
  }

  async evaluate(inputs: NamedArrays, targets: NamedArrays): Promise<{ loss: number; output: NumberArray }> {
    const size = inputSize(this.#network.graph, inputs);
    const plan = await this.#planFor("evaluation", size);
    const numbers = { rate: 0, lossScale: this.#lossScale(targets) };
    const [output, sums] = await this.#submit(plan, {
      inputs,
      targets,
      numbers,
      results: ["output", "sums"],
    });
    return { loss: this.#lossOf(sums, size), output: shaped(output, size) };
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
    const used = this.#optimiserMemory();
    const [weights, ...memory] = await Promise.all([
      this.readWeights(),
      ...used.map(async (name) => trained.unpack(await this.#readShared(name))),
    ]);
    return { weights, memory, steps };
  }

  writeState({ weights, memory, steps }: TrainingState): void {
    const { trained, running } = this.#network.layout;
    this.#write("parameters", trained.pack(weights));
    this.#write("running", running.pack(weights));
    this.#optimiserMemory().forEach((name, index) => {
      if (memory.length > 0) this.#write(name, trained.pack(memory[index]));
      else if (this.#memory.has(name)) this.#write(name, trained.zeros());
    });
    this.#steps = steps;
  }

  /** The list of kernels of one training step, as it would run for pictures of this size. */
  trainingPlan(size: BatchShape): Plan {
    return this.#compile("training", size);
  }

  memoryBytes(): number {
    return this.#memory.bytes + this.#planBytes;
  }

  dispose(): void {
    for (const plan of this.#plans.values()) this.#disposeLater(plan);
    this.#plans.clear();
    this.#memory.dispose();
    this.#readBack.dispose();
  }

  #optimiserMemory(): SharedName[] {
    return MEMORY.slice(0, memoryCount(this.#options.optimiser));
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
        return compilePrediction(this.#network, size, null);
      case "evaluation":
        return compilePrediction(this.#network, size, loss);
    }
  }

  async #build(plan: Plan): Promise<CompiledPlan> {
    const { device } = this.#watched;
    const pipelines = await pipelinesFor(device).prepare(
      plan.dispatches.map(({ kernel }) => kernel),
      this.#onCompiling,
    );
    const compiled = await this.#watched.allocate(
      () => new CompiledPlan(this.#watched, plan, this.#memory, pipelines),
      (failed) => failed.dispose(),
    );
    this.#planBytes += compiled.bytes;
    return compiled;
  }

  #planFor(purpose: Purpose, size: BatchShape): Promise<CompiledPlan> {
    return this.#planOf(`${purpose} ${sizeKey(size)}`, () => this.#compile(purpose, size));
  }

  #updatePlan(): Promise<CompiledPlan> {
    return this.#planOf("update", () => compileUpdate(this.#network, this.#options.optimiser));
  }

  #planOf(key: string, compile: () => Plan): Promise<CompiledPlan> {
    const known = this.#plans.get(key);
    const plan = known ?? this.#build(compile());
    // Taken out first, so that the plan used longest ago comes first.
    this.#plans.delete(key);
    this.#plans.set(key, plan);
    if (!known) {
      // One that failed is not kept.
      plan.catch(() => this.#plans.delete(key));
      const [oldest] = this.#plans.keys();
      if (this.#plans.size > MOST_PLANS) {
        this.#disposeLater(this.#plans.get(oldest)!);
        this.#plans.delete(oldest);
      }
    }
    return this.#watched.guard(plan);
  }

  #disposeLater(plan: Promise<CompiledPlan>): void {
    plan.then(
      (compiled) => {
        this.#planBytes -= compiled.bytes;
        compiled.dispose();
      },
      () => {},
    );
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
      for (const name of targetNames(loss)) plan.upload(`target ${name}`, targets[name].data);
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

  #lossOf(sums: Float32Array, { batch, rows, columns }: BatchShape): number {
    return lossOf(this.#options.loss, sums, batch * rows * columns);
  }
}
