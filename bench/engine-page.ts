import { stageLoss } from "../src/core/losses/loss.ts";
import { median } from "../src/core/metrics/median.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import { syntheticBatch } from "../src/engine/comparison/synthetic-batch.ts";
import { matmulGflops } from "../src/engine/device/matmul.ts";
import { openDevice } from "../src/engine/device/webgpu-device.ts";
import type { Executor } from "../src/engine/executor.ts";
import { stageArrays } from "../src/engine/stage-arrays.ts";
import { startBackend } from "../src/engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../src/engine/tfjs/tfjs-executor.ts";
import { WebgpuExecutor } from "../src/engine/webgpu/webgpu-executor.ts";
import { trainingFlops } from "../src/nets/count.ts";
import { directionNet } from "../src/nets/direction-net.ts";
import type { Graph } from "../src/nets/graph.ts";
import { initialise } from "../src/nets/initialise.ts";
import { unet } from "../src/nets/unet.ts";
import { watershedNet } from "../src/nets/watershed-net.ts";

const [BATCH, SIDE] = [4, 128];
const ADAM = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
/** Number of steps whose JavaScript time is measured. */
const JS_REPEATS = 50;

const RATE = 1e-3;

interface BenchNet {
  readonly graph: Graph;
  readonly stage: Stage;
}

const NETS: Readonly<Record<string, BenchNet>> = {
  "U-Net F = 8": { graph: unet({ F: 8, depth: 3 }), stage: "semantic" },
  "U-Net F = 16": { graph: unet({ F: 16, depth: 3 }), stage: "semantic" },
  "Direction Net m = 1/8": { graph: directionNet({ m: 1 / 8 }), stage: "direction" },
  "Direction Net m = 1/4": { graph: directionNet({ m: 1 / 4 }), stage: "direction" },
  "Watershed Net m = 1/8": { graph: watershedNet({ m: 1 / 8 }), stage: "energy" },
};

/** Time of the first step, and the median over `repeats` steps after it, ms. */
async function timeSteps(stage: Stage, executor: Executor, repeats: number) {
  const { inputs, targets } = stageArrays(stage, syntheticBatch(BATCH, SIDE, SIDE), null);
  const times: number[] = [];
  for (let step = 0; step <= repeats; step++) {
    const start = performance.now();
    await executor.step(inputs, targets, RATE);
    times.push(performance.now() - start);
  }
  return { firstMs: times[0], stepMs: median(times.slice(1)) };
}

/**
 * JavaScript time of a step in ms, from its call to its last submit, including the upload: the median of
 * `repeats`. Submits are no-ops here: on a software adapter their work would occupy the CPU.
 */
async function timeJavaScript(stage: Stage, executor: Executor, { queue }: GPUDevice, repeats: number) {
  const { inputs, targets } = stageArrays(stage, syntheticBatch(BATCH, SIDE, SIDE), null);
  const submit = queue.submit;
  let last = 0;
  queue.submit = () => {
    last = performance.now();
  };
  const times: number[] = [];
  for (let step = 0; step < repeats; step++) {
    const start = performance.now();
    await executor.step(inputs, targets, RATE);
    times.push(last - start);
  }
  queue.submit = submit;
  return median(times);
}

/** The compiled engine on one network, between two measurements of the device. */
async function compiled(name: string, repeats: number) {
  const { graph, stage } = NETS[name];
  const watched = await openDevice();
  if (!watched) throw new Error("There is no WebGPU adapter to measure.");
  const before = await matmulGflops(watched);
  const executor = new WebgpuExecutor(
    { graph, loss: stageLoss(stage), optimiser: ADAM, weights: initialise(graph, 1) },
    watched,
  );
  const { firstMs, stepMs } = await timeSteps(stage, executor, repeats);
  const after = await matmulGflops(watched);
  const jsMs = await timeJavaScript(stage, executor, watched.device, JS_REPEATS);
  const gflopPerStep = trainingFlops(graph, { batch: BATCH, rows: SIDE, columns: SIDE }) / 1e9;
  const { dispatches } = executor.trainingPlan({ batch: BATCH, rows: SIDE, columns: SIDE });
  const peakBytes = executor.memoryBytes();
  executor.dispose();
  const matmul = Math.max(before, after);
  const R = gflopPerStep / (stepMs / 1000) / matmul;
  watched.device.destroy();
  return {
    name,
    gflopPerStep,
    compiledMs: stepMs,
    firstMs,
    jsMs,
    dispatches: dispatches.length,
    peakBytes,
    matmulGflops: matmul,
    R,
  };
}

/** tfjs on one network. */
async function tfjs(name: string, backend: "webgpu" | "webgl", repeats: number) {
  const { graph, stage } = NETS[name];
  await startBackend([backend]);
  const executor = createTfjsExecutor({
    graph,
    loss: stageLoss(stage),
    optimiser: ADAM,
    weights: initialise(graph, 1),
  });
  const { stepMs } = await timeSteps(stage, executor, repeats);
  executor.dispose();
  return stepMs;
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

const bench = { adapter, compiled, tfjs, nets: Object.keys(NETS) };

declare global {
  interface Window {
    engineBench?: typeof bench;
  }
}

window.engineBench = bench;
