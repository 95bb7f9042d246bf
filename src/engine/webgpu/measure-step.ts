import { median } from "../../core/metrics/median.ts";
import { trainingFlops } from "../../nets/count.ts";
import { matmulGflops } from "../device/matmul.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { ExecutorOptions } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import type { StageArrays } from "../stage-arrays.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

/** What a training step costs on this device. */
export interface StepProfile {
  /** Of each dispatch of the plan, measured by itself; null where the device has no time stamps. */
  readonly dispatchMilliseconds: readonly number[] | null;
  /** Of a whole step as training runs it, the next one given to the device meanwhile. */
  readonly stepMilliseconds: number;
  /** Multiplications and additions a second of a matrix product, in 1e9. */
  readonly matmulGflops: number;
  /** R: rate of the step's convolutions over that of the matrix product. */
  readonly matmulShare: number;
}

/** Part of a measurement: kernels compiled, products of the yardstick, steps, kernels timed. */
export type MeasuringPart = "compile" | "matmul" | "steps" | "kernels";

/** How far a measurement is. */
export interface MeasuringProgress {
  readonly part: MeasuringPart;
  readonly done: number;
  readonly all: number;
}

const LEAST_STEPS = 3;
const MOST_STEPS = 20;
/** No further step is begun after this long. */
const STEPS_MILLISECONDS = 2000;

const MILLISECONDS_PER_SECOND = 1000;

async function timeSteps(
  executor: WebgpuExecutor,
  { inputs, targets }: StageArrays,
  signal: AbortSignal,
  onProgress: (done: number, all: number) => void,
): Promise<number> {
  const step = () => executor.step(inputs, targets, 0);
  const times: number[] = [];
  const begin = performance.now();
  let before = begin;
  let next = step();
  const goesOn = () =>
    times.length < LEAST_STEPS ||
    (times.length < MOST_STEPS && performance.now() - begin < STEPS_MILLISECONDS);
  while (goesOn() && !signal.aborted) {
    const current = next;
    next = step();
    // A failure of the one before is told first.
    next.catch(() => {});
    await current;
    const now = performance.now();
    times.push(now - before);
    before = now;
    onProgress(times.length, MOST_STEPS);
  }
  await next;
  signal.throwIfAborted();
  return median(times);
}

/**
 * Measures a training step of a network of its own, which is gone afterwards. The yardstick, the device's matrix
 * product, is measured before and after, and the better of both counts. Rejects with the signal's reason when aborted.
 */
export async function measureStep(
  options: ExecutorOptions,
  arrays: StageArrays,
  watched: WatchedDevice,
  watch: { readonly signal: AbortSignal; onProgress(progress: MeasuringProgress): void },
): Promise<StepProfile> {
  const { signal } = watch;
  const report = (part: MeasuringPart) => (done: number, all: number) =>
    watch.onProgress({ part, done, all });
  const { inputs, targets } = arrays;
  report("matmul")(0, 2);
  const before = await matmulGflops(watched);
  const executor = new WebgpuExecutor(options, watched, report("compile"));
  try {
    signal.throwIfAborted();
    await executor.step(inputs, targets, 0);
    const stepMilliseconds = await timeSteps(executor, arrays, signal, report("steps"));
    const dispatchMilliseconds = await executor.profile(inputs, targets, {
      signal,
      onProgress: report("kernels"),
    });
    report("matmul")(1, 2);
    const rate = Math.max(before, await matmulGflops(watched));
    const flops = trainingFlops(options.graph, inputSize(options.graph, inputs));
    const stepGflops = flops / 1e9 / (stepMilliseconds / MILLISECONDS_PER_SECOND);
    return { dispatchMilliseconds, stepMilliseconds, matmulGflops: rate, matmulShare: stepGflops / rate };
  } finally {
    executor.dispose();
  }
}
