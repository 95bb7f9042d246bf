import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import type { StepDescription } from "../engine/describe/step-description.ts";
import type { MemoryLimits } from "../engine/device/memory-limits.ts";
import type { WatchedDevice } from "../engine/device/webgpu-device.ts";
import type { MeasuringWatch, StepProfile } from "../engine/execution/step-profile.ts";
import type { Executor, ExecutorOptions } from "../engine/executor.ts";
import type { BatchShape } from "../engine/plan/lowering.ts";
import type { WorkingBytes } from "../engine/plan/plan-memory.ts";
import type { Tiling } from "../engine/plan/tiles.ts";
import type { StageArrays } from "../engine/stage-arrays.ts";
import type { OnCompiling } from "../engine/webgpu/webgpu-runner.ts";
import type { EngineName } from "./train.protocol.ts";

/** A network, identified by its position in a recipe. */
export interface StageNetwork {
  readonly stage: Stage;
  readonly recipe: Recipe;
}

/** Key of a network and its batch size: together with the device, all that its tuning depends on. */
export function networkKey({ stage, recipe: { networks, batch, crop } }: StageNetwork): string {
  const sizes = networksOf(stage).map((name) => JSON.stringify(networks[name]));
  return `${stage} ${sizes.join(", ")}, ${batch} x ${crop} x ${crop} px`;
}

/** Runs networks as plans, which can be shown and measured. */
export interface PlanEngine {
  readonly name: "webgpu" | "cpu";
  readonly limits: MemoryLimits;
  /** Bytes that a plan needs besides its buffers and dispatches. The limits leave room for them. */
  readonly workingBytes: WorkingBytes;
  tilingOf(network: StageNetwork): Tiling;
  /** Whether single dispatches can be timed. */
  readonly timesDispatches: boolean;
  /** The plan of a training step, as plain data. Neither runs nor allocates anything. */
  describe(options: Omit<ExecutorOptions, "weights">, size: BatchShape, tiling: Tiling): StepDescription;
  /** Times a training step of a temporary network. Rejects with the signal's reason when aborted. */
  measure(
    options: ExecutorOptions,
    arrays: StageArrays,
    tiling: Tiling,
    watch: MeasuringWatch,
  ): Promise<StepProfile>;
  create(options: ExecutorOptions, tiling: Tiling): Executor;
}

/** An engine that has started in this thread. */
export interface StartedEngine {
  readonly name: EngineName;
  /** Text for the status line, e.g. `compiled CPU, 2 threads`. */
  readonly description: string;
  /** What did not start and is done without, as sentences; null if there is nothing of the kind. */
  readonly note: string | null;
  /** The GPU that it runs on; null if it runs on none. */
  readonly device: WatchedDevice | null;
  /** Null if the engine runs networks without a plan. */
  readonly plans: PlanEngine | null;
  create(options: ExecutorOptions, network: StageNetwork, onCompiling?: OnCompiling): Executor;
  /** What runs a network now, for the report. */
  record(network: StageNetwork): EngineRecord;
}
