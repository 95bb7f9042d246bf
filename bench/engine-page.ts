import { median } from "../src/core/metrics/median.ts";
import { matmulGflops } from "../src/engine/device/matmul.ts";
import { openDevice } from "../src/engine/device/webgpu-device.ts";
import type { Executor } from "../src/engine/executor.ts";
import { startBackend } from "../src/engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../src/engine/tfjs/tfjs-executor.ts";
import { WebgpuExecutor } from "../src/engine/webgpu/webgpu-executor.ts";
import { trainingFlops } from "../src/nets/count.ts";
import { batchOf, NETS, SIZE, trainingOf } from "./bench-nets.ts";
import type { CpuTimes, CpuWanted } from "./cpu.worker.ts";
import { timeSteps } from "./time-steps.ts";

/** Number of steps whose JavaScript time is measured. */
const JS_REPEATS = 50;

/**
 * JavaScript time of a step in ms, from its call to its last submit, including the upload: the median of
 * `repeats`. Submits are no-ops here: on a software adapter their work would occupy the CPU.
 */
async function timeJavaScript(name: string, executor: Executor, { queue }: GPUDevice, repeats: number) {
  const { inputs, targets } = batchOf(name);
  const submit = queue.submit;
  let last = 0;
  queue.submit = () => {
    last = performance.now();
  };
  const times: number[] = [];
  for (let step = 0; step < repeats; step++) {
    const start = performance.now();
    await executor.step(inputs, targets, 0);
    times.push(last - start);
  }
  queue.submit = submit;
  return median(times);
}

/** The compiled engine on one network, between two measurements of the device. */
async function compiled(name: string, repeats: number) {
  const watched = await openDevice();
  if (!watched) throw new Error("There is no WebGPU adapter to measure.");
  const before = await matmulGflops(watched);
  const executor = new WebgpuExecutor(trainingOf(name), watched);
  const { firstMs, times } = await timeSteps(executor, batchOf(name), repeats);
  const compiledMs = median(times);
  const after = await matmulGflops(watched);
  const jsMs = await timeJavaScript(name, executor, watched.device, JS_REPEATS);
  const gflopPerStep = trainingFlops(NETS[name].graph, SIZE) / 1e9;
  const { dispatches } = executor.trainingPlan(SIZE);
  const peakBytes = executor.memoryBytes();
  executor.dispose();
  const matmul = Math.max(before, after);
  const R = gflopPerStep / (compiledMs / 1000) / matmul;
  watched.device.destroy();
  return {
    name,
    gflopPerStep,
    compiledMs,
    compiledBestMs: Math.min(...times),
    firstMs,
    jsMs,
    dispatches: dispatches.length,
    peakBytes,
    matmulGflops: matmul,
    R,
  };
}

/** The CPU engine on one network, in a worker: a page may not wait for its threads. */
async function cpu(wanted: CpuWanted): Promise<CpuTimes> {
  const worker = new Worker(new URL("./cpu.worker.ts", import.meta.url), { type: "module" });
  const measured = new Promise<CpuTimes>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<CpuTimes>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage(wanted);
  return measured.finally(() => worker.terminate());
}

/** tfjs on one network. */
async function tfjs(name: string, backend: "webgpu" | "webgl", repeats: number) {
  await startBackend([backend]);
  const executor = createTfjsExecutor(trainingOf(name));
  const { times } = await timeSteps(executor, batchOf(name), repeats);
  executor.dispose();
  return median(times);
}

async function adapter(): Promise<string> {
  const found = await navigator.gpu.requestAdapter();
  const { vendor, architecture, description } = found?.info ?? {
    vendor: "none",
    architecture: "",
    description: "",
  };
  return [vendor, architecture, description].filter((word) => word !== "").join(" ");
}

const bench = { adapter, compiled, cpu, tfjs, nets: Object.keys(NETS) };

declare global {
  interface Window {
    engineBench?: typeof bench;
  }
}

window.engineBench = bench;
