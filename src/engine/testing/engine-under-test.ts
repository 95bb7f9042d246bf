import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import type { Executor, ExecutorOptions, NamedArrays } from "../executor.ts";

/** Interface of an engine for the tests that all engines share. */
export interface EngineUnderTest {
  start(): Promise<void>;
  create(options: ExecutorOptions): Executor;
  /** Output and gradients of one training pass, without an update. */
  differentiate(
    options: ExecutorOptions,
    inputs: NamedArrays,
    targets: NamedArrays,
  ): Promise<{ output: NumberArray; gradients: Weights }>;
  /** Parameters after each step, for given gradients and a constant learning rate. */
  trace(
    optimiser: OptimiserRecipe,
    start: Float32Array,
    gradients: readonly Float32Array[],
    rate: number,
  ): Promise<readonly Float32Array[]>;
}
