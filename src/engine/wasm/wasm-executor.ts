import type { MemoryLimits } from "../device/memory-limits.ts";
import { PlanExecutor } from "../execution/plan-executor.ts";
import type { ProfileWatch } from "../execution/step-profile.ts";
import type { ExecutorOptions, NamedArrays } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { type DispatchTimes, profilePlan } from "./profile-plan.ts";
import { WASM_LIMITS } from "./wasm-memory.ts";
import { type WasmEngine, type WasmPlan, WasmRunner } from "./wasm-runner.ts";

/** Runs one network as a list of WebAssembly kernels. */
export class WasmExecutor extends PlanExecutor<WasmPlan, WasmRunner> {
  /**
   * Times the dispatches of a training step with this batch, see `profilePlan`. Parameters and the state of the
   * optimiser are invalid afterwards.
   */
  async profile(inputs: NamedArrays, targets: NamedArrays, watch: ProfileWatch): Promise<DispatchTimes> {
    await this.step(inputs, targets, 0);
    const size = inputSize(this.network.graph, inputs);
    const { dispatches } = this.plans.compile("training", size);
    return profilePlan(
      await this.plans.planFor("training", size),
      dispatches.length,
      this.runner.threads,
      watch,
    );
  }
}

/**
 * Runs a network on the CPU.
 * Throws a RangeError naming the array of the weights that is missing or has the wrong shape.
 * @throws OutOfMemoryError when there is no memory for a network
 */
export function createWasmExecutor(
  options: ExecutorOptions,
  engine: WasmEngine,
  limits: MemoryLimits = WASM_LIMITS,
): WasmExecutor {
  return new WasmExecutor(options, (bytesOf) => new WasmRunner(engine, bytesOf), CPU_TILING, limits);
}
