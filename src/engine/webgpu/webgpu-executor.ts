import { inputNodes } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { Executor, ExecutorOptions, NamedArrays } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import { compilePrediction, compileTraining, type Network } from "./plan/compile.ts";
import { lossOf, lossScale, targetNames } from "./plan/lower-loss.ts";
import { MEMORY, stepScalars } from "./plan/lower-update.ts";
import type { BatchShape } from "./plan/lowering.ts";
import { layOutParameters } from "./plan/parameter-layout.ts";
import type { Plan } from "./plan/plan-builder.ts";
import { sharedBytes } from "./plan/shared-buffers.ts";
import { type Tiling, tilingFor } from "./plan/tiles.ts";
import { CompiledPlan } from "./runtime/compiled-plan.ts";
import { Pipelines } from "./runtime/pipelines.ts";
import { type ProfileWatch, profilePlan } from "./runtime/profile-plan.ts";
import { ReadBack } from "./runtime/read-back.ts";

/** Is told how many of the kernels that a plan needs anew are compiled. */
export type OnCompiling = (done: number, all: number) => void;

/** Plans for this many sizes of pictures are kept: validation images come in a few. */
const MOST_PLANS = 8;

/** Pipelines outlive the executors of their device. */
const pipelinesOf = new WeakMap<GPUDevice, Pipelines>();

function pipelinesFor(device: GPUDevice): Pipelines {
  const pipelines = pipelinesOf.get(device) ?? new Pipelines(device);
  pipelinesOf.set(device, pipelines);
  return pipelines;
}

/** What one submit of a plan is given and gives. */
interface Work {
  readonly inputs: NamedArrays;
  /** None for predictions. */
  readonly targets?: NamedArrays;
  readonly learningRate?: number;
  readonly results: readonly string[];
}

type Purpose = "training" | "prediction" | "evaluation" | "gradients";

/** Runs one network as a list of WebGPU kernels. */
export class WebgpuExecutor implements Executor {
  readonly description = "compiled WebGPU";
  readonly #options: ExecutorOptions;
  readonly #watched: WatchedDevice;
  readonly #onCompiling: OnCompiling;
  readonly #network: Network;
  readonly #readBack: ReadBack;
  readonly #shared: Readonly<Record<string, GPUBuffer>>;
  readonly #plans = new Map<string, Promise<CompiledPlan>>();
  #planBytes = 0;
  #steps = 0;

  constructor(
    options: ExecutorOptions,
    watched: WatchedDevice,
    onCompiling: OnCompiling = () => {},
    tiling: Tiling = tilingFor(watched.info),
  ) {
    const { graph } = options;
    this.#options = options;
    this.#watched = watched;
    this.#onCompiling = onCompiling;
    this.#network = { graph, layout: layOutParameters(graph), tiling };
    this.#readBack = new ReadBack(watched.device);
    this.#shared = this.#createShared();
    this.writeWeights(options.weights);
  }

  async step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<number> {
    const plan = await this.#planFor("training", inputs);
    this.#steps += 1;
    const [sums] = await this.#submit(plan, { inputs, targets, learningRate, results: ["sums"] });
    return this.#lossOf(sums, inputs);
  }

  async predict(inputs: NamedArrays): Promise<NumberArray> {
    const plan = await this.#planFor("prediction", inputs);
    const [output] = await this.#submit(plan, { inputs, results: ["output"] });
    return this.#shaped(output, inputs);
  }

  async evaluate(inputs: NamedArrays, targets: NamedArrays): Promise<{ loss: number; output: NumberArray }> {
    const plan = await this.#planFor("evaluation", inputs);
    const [output, sums] = await this.#submit(plan, { inputs, targets, results: ["output", "sums"] });
    return { loss: this.#lossOf(sums, inputs), output: this.#shaped(output, inputs) };
  }

  /** Output and gradients of one training pass, without an update. Moves the running averages. */
  async differentiate(
    inputs: NamedArrays,
    targets: NamedArrays,
  ): Promise<{ output: NumberArray; gradients: Weights }> {
    const plan = await this.#planFor("gradients", inputs);
    const [output] = await this.#submit(plan, { inputs, targets, results: ["output"] });
    const gradients = this.#network.layout.trained.unpack(await this.#readShared("gradients"));
    return { output: this.#shaped(output, inputs), gradients };
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

  writeWeights(weights: Weights): void {
    const { trained, running } = this.#network.layout;
    const { queue } = this.#watched.device;
    const [parameters, averages] = [trained.pack(weights), running.pack(weights)];
    queue.writeBuffer(this.#shared.parameters, 0, parameters);
    queue.writeBuffer(this.#shared.running, 0, averages);
    const zeros = new Float32Array(parameters.length);
    for (const name of MEMORY) queue.writeBuffer(this.#shared[name], 0, zeros);
    this.#steps = 0;
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
    const plan = await this.#planFor("training", inputs);
    return this.#watched.guard(profilePlan(this.#watched.device, plan, watch));
  }

  /** The list of kernels of one training step, as it would run for pictures of this size. */
  trainingPlan(size: BatchShape): Plan {
    return this.#compile("training", size);
  }

  memoryBytes(): number {
    const shared = Object.values(this.#shared).reduce((sum, { size }) => sum + size, 0);
    return shared + this.#planBytes;
  }

  dispose(): void {
    for (const plan of this.#plans.values()) this.#disposeLater(plan);
    this.#plans.clear();
    for (const buffer of Object.values(this.#shared)) buffer.destroy();
    this.#readBack.dispose();
  }

  #createShared(): Record<string, GPUBuffer> {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const sizes = Object.entries(sharedBytes(this.#network.layout));
    const { device } = this.#watched;
    return Object.fromEntries(
      sizes.map(([label, size]) => [label, device.createBuffer({ label, size, usage })]),
    );
  }

  #compile(purpose: Purpose, size: BatchShape): Plan {
    const { loss, optimiser } = this.#options;
    switch (purpose) {
      case "training":
        return compileTraining(this.#network, size, loss, optimiser);
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
    const compiled = new CompiledPlan(device, plan, this.#shared, pipelines);
    this.#planBytes += compiled.bytes;
    return compiled;
  }

  #planFor(purpose: Purpose, inputs: NamedArrays): Promise<CompiledPlan> {
    const size = inputSize(this.#network.graph, inputs);
    const key = `${purpose} ${size.batch} x ${size.rows} x ${size.columns}`;
    const known = this.#plans.get(key);
    const plan = known ?? this.#build(this.#compile(purpose, size));
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

  #writeScalars(rate: number, targets: NamedArrays): void {
    const { loss, optimiser } = this.#options;
    const scale = lossScale(loss, (name) => targets[name].data);
    const scalars = stepScalars(optimiser, { step: this.#steps, rate, lossScale: scale });
    this.#watched.device.queue.writeBuffer(this.#shared.scalars, 0, scalars);
  }

  /** Uploads, runs and asks for results in one go, so that calls that overlap do not mix. */
  #submit(plan: CompiledPlan, { inputs, targets, learningRate = 0, results }: Work): Promise<Float32Array[]> {
    for (const { name } of inputNodes(this.#network.graph)) plan.upload(`input ${name}`, inputs[name].data);
    if (targets) {
      for (const name of targetNames(this.#options.loss)) plan.upload(`target ${name}`, targets[name].data);
      this.#writeScalars(learningRate, targets);
    }
    return this.#watched.guard(plan.run(this.#readBack, results));
  }

  async #readShared(name: string): Promise<Float32Array> {
    const { device } = this.#watched;
    const encoder = device.createCommandEncoder();
    const read = this.#readBack.copy(encoder, this.#shared[name], this.#shared[name].size);
    device.queue.submit([encoder.finish()]);
    return this.#watched.guard(read());
  }

  #lossOf(sums: Float32Array, inputs: NamedArrays): number {
    const { batch, rows, columns } = inputSize(this.#network.graph, inputs);
    return lossOf(this.#options.loss, sums, batch * rows * columns);
  }

  #shaped(data: Float32Array, inputs: NamedArrays): NumberArray {
    const { batch, rows, columns } = inputSize(this.#network.graph, inputs);
    return { shape: [batch, rows, columns, data.length / (batch * rows * columns)], data };
  }
}
