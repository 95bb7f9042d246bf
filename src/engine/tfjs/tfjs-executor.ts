import * as tf from "@tensorflow/tfjs-core";
import { isTrained, parametersOf } from "../../nets/parameters.ts";
import { graphShapes } from "../../nets/shapes.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import { checkTargets } from "../check-targets.ts";
import type {
  Evaluation,
  EvaluationOptions,
  Executor,
  ExecutorOptions,
  NamedArrays,
  StepResult,
} from "../executor.ts";
import { inputSize } from "../input-size.ts";
import { metricSums } from "../metric-sums.ts";
import { metricTargets } from "../plan/lower-metrics.ts";
import { freshState, type TrainingState } from "../training-state.ts";
import { Arena } from "./arena.ts";
import { type Backend, currentBackend } from "./backend.ts";
import { forward, type NamedTensors } from "./forward.ts";
import { gradientNorm } from "./gradient-norm.ts";
import { trainingPass } from "./gradients.ts";
import { lossOf } from "./losses.ts";
import { type OptimiserState, optimise, startState } from "./optimise.ts";
import { moveRunningAverages } from "./running-averages.ts";

/** State that changes from step to step, as tensors that outlive a tidy. */
interface State {
  readonly optimiser: OptimiserState;
  /** Views of the flat parameters by name. */
  readonly parameters: NamedTensors;
  readonly running: tf.Tensor1D;
  readonly averages: NamedTensors;
}

function tensorsOf(arrays: NamedArrays): NamedTensors {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape], "float32")]),
  );
}

/** Like tf.tidy, for results of any type; only tensors marked with tf.keep survive. */
function tidyAllButKept<Result>(work: () => Result): Result {
  const results: Result[] = [];
  tf.tidy(() => {
    results.push(work());
  });
  return results[0];
}

class TfjsExecutor implements Executor {
  readonly sharesMemory = true;
  readonly #options: ExecutorOptions;
  readonly #backend: Backend = currentBackend();
  readonly #trained: Arena;
  readonly #averaged: Arena;
  #state: State;
  #steps = 0;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    const parameters = parametersOf(options.graph);
    this.#trained = new Arena(parameters.filter(isTrained));
    this.#averaged = new Arena(parameters.filter((parameter) => !isTrained(parameter)));
    this.#state = this.#upload(freshState(options.weights));
  }

  get description(): string {
    return this.#backend.description;
  }

  async step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<StepResult> {
    checkTargets(this.#check(inputs), this.#options.loss.targets, targets);
    const { graph, loss, optimiser, seed = 0 } = this.#options;
    const step = this.#steps + 1;
    const before = this.#state;
    const { after, result } = tidyAllButKept(() => {
      const all = { ...before.parameters, ...before.averages };
      const names = this.#trained.names;
      const draw = { pass: step, seed };
      const pass = trainingPass(graph, loss, all, names, tensorsOf(inputs), tensorsOf(targets), draw);
      const gradient = this.#trained.join(pass.gradients);
      const norm = gradientNorm(gradient);
      const next = optimise(optimiser, before.optimiser, gradient, norm, step, learningRate);
      const running =
        this.#averaged.length === 0
          ? before.running
          : moveRunningAverages(this.#averaged, before.running, pass.statistics);
      pass.output.dispose();
      for (const { mean, variance } of pass.statistics.values()) tf.dispose([mean, variance]);
      return { after: this.#keep(next, running), result: tf.keep(tf.stack([pass.loss, norm])) };
    });
    this.#release(before, after);
    this.#state = after;
    this.#steps = step;
    const { data } = await this.#array(result);
    return { loss: data[0], gradientNorm: data[1] };
  }

  async predict(inputs: NamedArrays): Promise<NumberArray> {
    this.#check(inputs);
    return this.#array(tf.tidy(() => this.#predicted(inputs)));
  }

  async evaluate(
    inputs: NamedArrays,
    targets: NamedArrays,
    { readsOutput = false }: EvaluationOptions = {},
  ): Promise<Evaluation> {
    const { loss } = this.#options;
    checkTargets(this.#check(inputs), { ...loss.targets, ...metricTargets(loss.task) }, targets);
    const { value, output } = tf.tidy(() => {
      const output = this.#predicted(inputs);
      return { value: lossOf(loss, output, tensorsOf(targets)), output };
    });
    const [lossValue, array] = await Promise.all([this.#scalar(value), this.#array(output)]);
    const metrics = metricSums(loss.task, array, targets);
    return { loss: lossValue, metrics, output: readsOutput ? array : null };
  }

  async readWeights(): Promise<Weights> {
    const [trained, averaged] = await Promise.all([
      this.#backend.read(this.#state.optimiser.parameters),
      this.#averaged.length === 0 ? new Float32Array(0) : this.#backend.read(this.#state.running),
    ]);
    const arrays = { ...this.#trained.arrays(trained), ...this.#averaged.arrays(averaged) };
    return Object.fromEntries(parametersOf(this.#options.graph).map(({ name }) => [name, arrays[name]]));
  }

  async readState(): Promise<TrainingState> {
    const { memory } = this.#state.optimiser;
    const [weights, ...read] = await Promise.all([
      this.readWeights(),
      ...memory.map(async (tensor) => this.#trained.arrays(await this.#backend.read(tensor))),
    ]);
    return { weights, memory: read, steps: this.#steps };
  }

  writeState(state: TrainingState): void {
    const before = this.#state;
    this.#state = this.#upload(state);
    this.#steps = state.steps;
    this.#release(before, this.#state);
  }

  memoryBytes(): number {
    const memory = tf.memory() as tf.MemoryInfo & { readonly numBytesInGPU?: number };
    return memory.numBytesInGPU ?? memory.numBytes;
  }

  dispose(): void {
    this.#release(this.#state, null);
  }

  /** Returns the size of the inputs. */
  #check(inputs: NamedArrays): ReturnType<typeof inputSize> {
    const { graph } = this.#options;
    const size = inputSize(graph, inputs);
    graphShapes(graph, size.rows, size.columns);
    return size;
  }

  #predicted(inputs: NamedArrays): tf.Tensor4D {
    const parameters = { ...this.#state.parameters, ...this.#state.averages };
    return forward(this.#options.graph, parameters, tensorsOf(inputs), { kind: "prediction" });
  }

  #upload({ weights, memory }: TrainingState): State {
    return tidyAllButKept(() => {
      const start = startState(this.#options.optimiser, this.#trained.upload(weights));
      const optimiser =
        memory.length === 0
          ? start
          : { ...start, memory: memory.map((arrays) => this.#trained.upload(arrays)) };
      return this.#keep(optimiser, this.#averaged.upload(weights));
    });
  }

  #keep(optimiser: OptimiserState, running: tf.Tensor1D): State {
    const state: State = {
      optimiser,
      parameters: this.#trained.split(optimiser.parameters),
      running,
      averages: this.#averaged.split(running),
    };
    for (const tensor of tensorsIn(state)) tf.keep(tensor);
    return state;
  }

  #release(state: State, kept: State | null): void {
    const still = new Set(kept ? tensorsIn(kept) : []);
    for (const tensor of tensorsIn(state)) if (!still.has(tensor)) tensor.dispose();
  }

  async #scalar(tensor: tf.Scalar): Promise<number> {
    return (await this.#array(tensor)).data[0];
  }

  async #array(tensor: tf.Tensor): Promise<NumberArray> {
    try {
      return { shape: tensor.shape, data: await this.#backend.read(tensor) };
    } finally {
      tensor.dispose();
    }
  }
}

function tensorsIn({ optimiser, parameters, running, averages }: State): tf.Tensor[] {
  return [
    optimiser.parameters,
    ...optimiser.memory,
    running,
    ...Object.values(parameters),
    ...Object.values(averages),
  ];
}

/**
 * Runs a network with tfjs operations and autodiff on the backend started last. Calls must not overlap: await
 * each step before the next.
 * @throws BackendError before `startBackend`; RangeError when the weights do not fit the graph
 */
export function createTfjsExecutor(options: ExecutorOptions): Executor {
  return new TfjsExecutor(options);
}
