import type { ExecutorOptions } from "../executor.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { imagesAtOnce, trainingMemory } from "../plan/training-memory.ts";
import { describeResuming, RESUMED_SIZE } from "../testing/resume-suite.ts";
import { engineInNode, wasmUnderTest } from "./testing/engine-under-test.ts";
import { createWasmExecutor } from "./wasm-executor.ts";
import { WASM_LIMITS } from "./wasm-memory.ts";
import type { WasmEngine } from "./wasm-runner.ts";

describeResuming("a training on the CPU", wasmUnderTest(1), 3);

let engine: WasmEngine;

/** An executor with memory for one image of a batch. */
function createShort(options: ExecutorOptions) {
  const { graph } = options;
  const network = { graph, layout: layOutParameters(graph), tiling: CPU_TILING, seed: 0 };
  const { bytes } = trainingMemory(network, RESUMED_SIZE, options, 1, [], [], WASM_LIMITS);
  const limits = { ...WASM_LIMITS, total: bytes };
  if (imagesAtOnce(network, RESUMED_SIZE, options, limits) !== 1) throw new Error("both images fit");
  return createWasmExecutor(options, engine, limits);
}

const short = {
  async start() {
    engine = await engineInNode(2);
  },
  create: createShort,
};

describeResuming("a training in micro-batches", short, 2, [["energy", "Adam"]]);
