import type { Loss } from "../core/losses/loss.ts";
import type { OptimiserRecipe } from "../core/recipe/optimisers.ts";
import type { Graph } from "../nets/graph.ts";
import type { NumberArray, Weights } from "../nets/weights.ts";
import type { MetricSums } from "./metric-sums.ts";
import type { TrainingState } from "./training-state.ts";

/** Arrays by name. Inputs of the graphs: `image`, `mask`, `unit_vectors`; targets: `mask`, `unit_vectors`, `valid`, `weight`, `level`, `inside`. */
export type NamedArrays = Readonly<Record<string, NumberArray>>;

/** What an executor is made of. */
export interface ExecutorOptions {
  readonly graph: Graph;
  readonly loss: Loss;
  readonly optimiser: OptimiserRecipe;
  readonly weights: Weights;
  /** Decides what dropout drops; 0 without it. A whole number below 2^32. */
  readonly seed?: number;
}

/** What one optimiser step tells. */
export interface StepResult {
  /** Of the batch, before the update. */
  readonly loss: number;
  /** L2 norm of the gradient of the loss over all parameters, before it is clipped; 0 for a dead network. */
  readonly gradientNorm: number;
}

/** How good the output for some images is. */
export interface Evaluation {
  readonly loss: number;
  readonly metrics: MetricSums;
  /** What was judged, as `predict` gives it; null where it was not asked for. */
  readonly output: NumberArray | null;
}

/** What else an evaluation gives. */
export interface EvaluationOptions {
  /** Whether the output is read back from the device. */
  readonly readsOutput?: boolean;
}

/** What runs one network: forward, loss, backward, update. One class per way of running it. */
export interface Executor {
  /** In words, for the status line: `compiled WebGPU`, `tfjs WebGPU`, `tfjs WebGL: slow`, `tfjs CPU: very slow`. */
  readonly description: string;
  /** One optimiser update. */
  step(inputs: NamedArrays, targets: NamedArrays, learningRate: number): Promise<StepResult>;
  /** Output of the network as used for prediction (running averages, no update). */
  predict(inputs: NamedArrays): Promise<NumberArray>;
  /** As `step` computes it but with running averages and without any update. */
  evaluate(inputs: NamedArrays, targets: NamedArrays, options?: EvaluationOptions): Promise<Evaluation>;
  /** Copies, in the order of the graph. */
  readWeights(): Promise<Weights>;
  /** Copies of everything that the next step depends on. */
  readState(): Promise<TrainingState>;
  /**
   * Goes on from a state, also one of another executor of the same network and optimiser.
   * Throws a RangeError naming the array that is missing or has another shape.
   */
  writeState(state: TrainingState): void;
  /** Whether `memoryBytes` counts what all executors of the thread hold together. */
  readonly sharesMemory: boolean;
  /** Bytes of device memory held. */
  memoryBytes(): number;
  dispose(): void;
}
