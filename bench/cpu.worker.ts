import { median } from "../src/core/metrics/median.ts";
import { convolutionGflops } from "../src/engine/wasm/convolution-gflops.ts";
import { peakGflops } from "../src/engine/wasm/peak.ts";
import { startWasm } from "../src/engine/wasm/start-wasm.ts";
import { createWasmExecutor, type WasmExecutor } from "../src/engine/wasm/wasm-executor.ts";
import { batchOf, SIZE, trainingOf } from "./bench-nets.ts";
import { timeSteps } from "./time-steps.ts";

/** What is to be measured. */
export interface CpuWanted {
  readonly name: string;
  readonly threads: number;
  readonly exact: boolean;
  /** Number of steps, after the first. */
  readonly repeats: number;
}

/** Times of the CPU engine with one network, in ms. */
export interface CpuTimes {
  /** From the start of the engine to the end of the first step. */
  readonly firstMs: number;
  /** Of whole steps. */
  readonly bestMs: number;
  readonly medianMs: number;
  /** Sum of the best times of the dispatches: a step on an idle machine. */
  readonly dispatchesMs: number;
  /** Of the convolutions in one thread. */
  readonly gflops: number;
  /** Of sums in registers, without loads, in one thread. */
  readonly peakGflops: number;
  readonly peakBytes: number;
}

/** The best of several: other programs on the machine only add time. */
const PROFILES = 3;

const signal = new AbortController().signal;

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** The best of each dispatch over several profiles. */
async function profile(executor: WasmExecutor, name: string) {
  const { inputs, targets } = batchOf(name);
  let [together, alone]: (readonly number[])[] = [[], []];
  for (let round = 0; round < PROFILES; round++) {
    const times = await executor.profile(inputs, targets, { signal, onProgress() {} });
    together = times.together.map((time, index) => Math.min(time, together[index] ?? time));
    alone = times.alone.map((time, index) => Math.min(time, alone[index] ?? time));
  }
  return { together, alone };
}

async function measure({ name, threads, exact, repeats }: CpuWanted): Promise<CpuTimes> {
  const options = trainingOf(name);
  const arrays = batchOf(name);
  const start = performance.now();
  const engine = await startWasm({ threads, exact });
  if (!engine) throw new Error("The CPU engine does not run here.");
  const executor = createWasmExecutor(options, engine);
  await executor.step(arrays.inputs, arrays.targets, 0);
  const firstMs = performance.now() - start;

  const before = peakGflops(engine.module);
  const { times } = await timeSteps(executor, arrays, repeats);
  const { together, alone } = await profile(executor, name);
  const peakBytes = executor.memoryBytes();
  executor.dispose();
  return {
    firstMs,
    bestMs: Math.min(...times),
    medianMs: median(times),
    dispatchesMs: sumOf(together),
    gflops: convolutionGflops(options, SIZE, alone),
    peakGflops: Math.max(before, peakGflops(engine.module)),
    peakBytes,
  };
}

self.onmessage = async ({ data }: MessageEvent<CpuWanted>) => {
  self.postMessage(await measure(data));
};
