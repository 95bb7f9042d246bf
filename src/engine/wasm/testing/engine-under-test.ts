import { differentiate } from "../../execution/testing/differentiate.ts";
import type { PlanEngine } from "../../execution/testing/plan-engine.ts";
import { traceOptimiser } from "../../execution/testing/trace-optimiser.ts";
import { CPU_TILING } from "../../plan/tiles.ts";
import type { EngineUnderTest } from "../../testing/engine-under-test.ts";
import { type Arithmetic, compileModule } from "../kernel-module.ts";
import { createWasmExecutor } from "../wasm-executor.ts";
import { type WasmEngine, WasmRunner } from "../wasm-runner.ts";
import { startThread } from "./start-thread.ts";

/** The kernels for the CPU in threads of Node. */
export async function engineInNode(threads: number, arithmetic: Arithmetic = "exact"): Promise<WasmEngine> {
  return { module: await compileModule(arithmetic), threads, startHelper: startThread };
}

/** The engine of the CPU in Node, with its internals exposed for tests. */
export function wasmUnderTest(threads = 1): EngineUnderTest {
  let engine: WasmEngine;
  const planEngine = (): PlanEngine => ({
    tiling: CPU_TILING,
    createRunner: (bytesOf) => new WasmRunner(engine, bytesOf),
  });
  return {
    async start() {
      engine = await engineInNode(threads);
    },
    create: (options) => createWasmExecutor(options, engine),
    differentiate: (options, inputs, targets) => differentiate(planEngine(), options, inputs, targets),
    trace: (recipe, start, gradients, rate) => traceOptimiser(planEngine(), recipe, start, gradients, rate),
  };
}
