import { median } from "../../core/metrics/median.ts";
import { trainingFlops } from "../../nets/count.ts";
import { matmulGflops } from "../device/matmul.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import { type StepCount, stepTimes } from "../execution/step-times.ts";
import type { ExecutorOptions } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import type { Tiling } from "../plan/tiles.ts";
import type { StageArrays } from "../stage-arrays.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

/** Timing of a training step on this device. */
export interface StepProfile {
  /** Time of each dispatch of the plan, measured separately; null without timestamp queries. */
  readonly dispatchMilliseconds: readonly number[] | null;
  /** Time of a whole step as in training, with the next step already submitted. */
  readonly stepMilliseconds: number;
  /** Multiplications and additions per second of a matrix product, in 1e9. */
  readonly matmulGflops: number;
  /** R: throughput of the step's convolutions divided by that of the matrix product. */
  readonly matmulFraction: number;
}

/** Phase of a measurement: compilation, reference matrix product, whole steps, single kernels. */
export type MeasuringPart = "compile" | "matmul" | "steps" | "kernels";

/** Progress of a measurement. */
export interface MeasuringProgress {
  readonly part: MeasuringPart;
  readonly done: number;
  readonly all: number;
}

const STEPS: StepCount = { min: 3, max: 20, milliseconds: 2000 };

const MILLISECONDS_PER_SECOND = 1000;

/**
 * Measures a training step of a temporary network. The reference, a matrix product on the same device, is
 * measured before and after; the faster one is used. Rejects with the signal's reason when aborted.
 */
export async function measureStep(
  options: ExecutorOptions,
  arrays: StageArrays,
  watched: WatchedDevice,
  tiling: Tiling,
  watch: { readonly signal: AbortSignal; onProgress(progress: MeasuringProgress): void },
): Promise<StepProfile> {
  const { signal } = watch;
  const report = (part: MeasuringPart) => (done: number, all: number) =>
    watch.onProgress({ part, done, all });
  const { inputs, targets } = arrays;
  report("matmul")(0, 2);
  const before = await matmulGflops(watched);
  const executor = new WebgpuExecutor(options, watched, report("compile"), tiling);
  try {
    signal.throwIfAborted();
    await executor.step(inputs, targets, 0);
    const reportStep = report("steps");
    const times = await stepTimes(executor, arrays, STEPS, signal, (done) => reportStep(done, STEPS.max));
    const stepMilliseconds = median(times);
    const dispatchMilliseconds = await executor.profile(inputs, targets, {
      signal,
      onProgress: report("kernels"),
    });
    report("matmul")(1, 2);
    const rate = Math.max(before, await matmulGflops(watched));
    const flops = trainingFlops(options.graph, inputSize(options.graph, inputs));
    const stepGflops = flops / 1e9 / (stepMilliseconds / MILLISECONDS_PER_SECOND);
    return { dispatchMilliseconds, stepMilliseconds, matmulGflops: rate, matmulFraction: stepGflops / rate };
  } finally {
    executor.dispose();
  }
}
