import type { Loss } from "../core/losses/loss.ts";
import type { OptimiserRecipe } from "../core/recipe/optimisers.ts";
import type { Graph } from "../nets/graph.ts";
import type { NumberArray, Weights } from "../nets/weights.ts";
import type { MetricSums } from "./metric-sums.ts";
import type { TrainingState } from "./training-state.ts";

/**
 * Arrays by name. Inputs of the graphs are `image`, `mask` and `unit_vectors`; targets are `mask`,
 * `unit_vectors`, `valid`, `weight`, `level` and `inside`.
 */
export type NamedArrays = Readonly<Record<string, NumberArray>>;

/** Configuration of an executor. */
export interface ExecutorOptions {
  readonly graph: Graph;
  readonly loss: Loss;
  readonly optimiser: OptimiserRecipe;
  readonly weights: Weights;
  /** Seed of the dropout masks, an integer below 2^32. Default 0. */
  readonly seed?: number;
}

/** Results of one optimiser step. */
export interface StepResult {
  /** Loss of the batch before the update. */
  readonly loss: number;
  /** L2 norm of the gradient over all parameters, before clipping; 0 for a dead network. */
  readonly gradientNorm: number;
}

/** Loss and metrics of the output for a batch of images. */
export interface Evaluation {
  readonly loss: number;
  readonly metrics: MetricSums;
  /** The evaluated output, as returned by `predict`; null if not requested. */
  readonly output: NumberArray | null;
}

/** Optional results of an evaluation. */
export interface EvaluationOptions {
  /** Whether the output is read back from the device. */
  readonly readsOutput?: boolean;
}

/** Runs one network: forward, loss, backward, update. One implementation per engine. */
export interface Executor {
  /**
   * Text for the status line: `compiled WebGPU`, `compiled CPU, 2 threads`, `tfjs WebGPU`, `tfjs WebGL: slow`,
   * `tfjs CPU: very slow`.
   */
  readonly description: string;
  /** One optimiser update. */
  step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<StepResult>;
  /** Output of the network in prediction mode (running averages, no update). */
  predict(inputs: NamedArrays): Promise<NumberArray>;
  /** Loss and metrics with running averages, without an update. */
  evaluate(inputs: NamedArrays, targets: NamedArrays, options?: EvaluationOptions): Promise<Evaluation>;
  /** Copies of the weights, in the order of the graph. */
  readWeights(): Promise<Weights>;
  /** A copy of everything that the next step depends on. */
  readState(): Promise<TrainingState>;
  /**
   * Restores a state, possibly one from another executor of the same network and optimiser.
   * Throws a RangeError naming the array that is missing or has the wrong shape.
   */
  writeState(state: TrainingState): void;
  /** Whether `memoryBytes` is the total over all executors of the thread. */
  readonly sharesMemory: boolean;
  /** Memory that is allocated for the network, on the GPU or in WebAssembly, in bytes. */
  memoryBytes(): number;
  dispose(): void;
}
