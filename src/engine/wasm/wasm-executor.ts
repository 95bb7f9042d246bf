import type { MemoryLimits } from "../device/memory-limits.ts";
import { PlanExecutor } from "../execution/plan-executor.ts";
import type { Executor, ExecutorOptions } from "../executor.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { WASM_LIMITS } from "./wasm-memory.ts";
import { type WasmEngine, WasmRunner } from "./wasm-runner.ts";

/**
 * Runs a network on the CPU.
 * Throws a RangeError naming the array of the weights that is missing or has the wrong shape.
 * @throws OutOfMemoryError when there is no memory for a network
 */
export function createWasmExecutor(
  options: ExecutorOptions,
  engine: WasmEngine,
  limits: MemoryLimits = WASM_LIMITS,
): Executor {
  return new PlanExecutor(options, (bytesOf) => new WasmRunner(engine, bytesOf), CPU_TILING, limits);
}
