import { describeStep } from "../engine/describe/describe-step.ts";
import type { ExecutorOptions } from "../engine/executor.ts";
import { CPU_TILING } from "../engine/plan/tiles.ts";
import { describeDispatches } from "../engine/wasm/describe-dispatches.ts";
import { measureStep } from "../engine/wasm/measure-step.ts";
import { scratchBytes } from "../engine/wasm/scratch-bytes.ts";
import type { StartedWasm } from "../engine/wasm/start-wasm.ts";
import { createWasmExecutor } from "../engine/wasm/wasm-executor.ts";
import { WASM_LIMITS } from "../engine/wasm/wasm-memory.ts";
import { CPU_TITLE, describeCpu } from "../engine/wasm/wasm-runner.ts";
import type { StartedEngine } from "./started-engine.ts";

const LACKS_THREADS =
  "One thread trains, because the browser could not start further ones. Close other tabs and reload the page to try again.";

/** The lab's own kernels in WebAssembly, on the CPU. */
export function cpuEngine(wasm: StartedWasm): StartedEngine {
  const { threads, fused, lacksThreads } = wasm;
  const create = (options: ExecutorOptions) => createWasmExecutor(options, wasm);
  return {
    name: "cpu",
    description: describeCpu(threads),
    note: lacksThreads ? LACKS_THREADS : null,
    device: null,
    plans: {
      name: "cpu",
      limits: WASM_LIMITS,
      workingBytes: scratchBytes(wasm),
      tilingOf: () => CPU_TILING,
      timesDispatches: true,
      describe: (options, size, tiling) =>
        describeStep(options, size, tiling, describeDispatches(wasm.module)),
      measure: (options, arrays, _, watch) => measureStep(options, arrays, wasm, watch),
      create,
    },
    create,
    record: () => ({ engine: CPU_TITLE, adapter: null, tiling: CPU_TILING.table, fused, threads }),
  };
}
