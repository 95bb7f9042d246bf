import type { DeviceArray } from "../device/device-array.ts";
import { type MemoryLimits, memoryLimits } from "../device/memory-limits.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import { PlanExecutor, shapeOf } from "../execution/plan-executor.ts";
import type { ProfileWatch } from "../execution/step-profile.ts";
import type { ExecutorOptions, NamedArrays } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import { type Tiling, tilingFor } from "../plan/tiles.ts";
import type { CompiledPlan } from "./runtime/compiled-plan.ts";
import { profilePlan } from "./runtime/profile-plan.ts";
import { type OnCompiling, WebgpuRunner } from "./webgpu-runner.ts";

/** Runs one network as a list of WebGPU kernels. */
export class WebgpuExecutor extends PlanExecutor<CompiledPlan, WebgpuRunner> {
  readonly #watched: WatchedDevice;

  constructor(
    options: ExecutorOptions,
    watched: WatchedDevice,
    onCompiling: OnCompiling = () => {},
    tiling: Tiling = tilingFor(watched.info),
    limits: MemoryLimits = memoryLimits(watched.device),
  ) {
    super(options, (bytesOf) => new WebgpuRunner(watched, bytesOf, onCompiling), tiling, limits);
    this.#watched = watched;
  }

  /**
   * Like `predict` of a whole image, but the output stays on the device and is valid until the next call of
   * any method.
   */
  async predictOnDevice(inputs: NamedArrays): Promise<DeviceArray> {
    const size = inputSize(this.network.graph, inputs);
    const plan = await this.plans.planFor("prediction", size);
    await this.submit(plan, { inputs, results: [] });
    const { buffer, bytes } = plan.result("output");
    const shape = shapeOf(bytes / Float32Array.BYTES_PER_ELEMENT, size);
    return { buffer, offset: 0, padded: shape, shape };
  }

  /** Parameters and running averages in device memory, by name. */
  weightsOnDevice(): Record<string, DeviceArray> {
    const { trained, running } = this.network.layout;
    const arenas = [
      [this.runner.shared("parameters"), trained],
      [this.runner.shared("running"), running],
    ] as const;
    return Object.fromEntries(
      arenas.flatMap(([buffer, arena]) =>
        Object.entries(arena.arrays()).map(([name, array]) => [name, { buffer, ...array }]),
      ),
    );
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
    const plan = await this.plans.planFor("training", inputSize(this.network.graph, inputs));
    return profilePlan(this.#watched, plan, watch);
  }
}
