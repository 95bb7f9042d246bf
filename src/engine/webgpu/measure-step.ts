import { median } from "../../core/metrics/median.ts";
import { trainingFlops } from "../../nets/count.ts";
import { matmulGflops } from "../device/matmul.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { MeasuringPart, MeasuringWatch, StepProfile } from "../execution/step-profile.ts";
import { MEASURED_STEPS, stepTimes } from "../execution/step-times.ts";
import type { ExecutorOptions } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import type { Tiling } from "../plan/tiles.ts";
import type { StageArrays } from "../stage-arrays.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

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
  watch: MeasuringWatch,
): Promise<StepProfile> {
  const { signal } = watch;
  const report = (part: MeasuringPart) => (done: number, all: number) =>
    watch.onProgress({ part, done, all });
  const { inputs, targets } = arrays;
  report("reference")(0, 2);
  const before = await matmulGflops(watched);
  const executor = new WebgpuExecutor(options, watched, report("compile"), tiling);
  try {
    signal.throwIfAborted();
    await executor.step(inputs, targets, 0);
    const reportStep = report("steps");
    const times = await stepTimes(executor, arrays, MEASURED_STEPS, signal, (done) =>
      reportStep(done, MEASURED_STEPS.max),
    );
    const stepMilliseconds = median(times);
    const dispatchMilliseconds = await executor.profile(inputs, targets, {
      signal,
      onProgress: report("kernels"),
    });
    report("reference")(1, 2);
    const rate = Math.max(before, await matmulGflops(watched));
    const flops = trainingFlops(options.graph, inputSize(options.graph, inputs));
    const stepGflops = flops / 1e9 / (stepMilliseconds / MILLISECONDS_PER_SECOND);
    return {
      dispatchMilliseconds,
      aloneMilliseconds: null,
      stepMilliseconds,
      referenceGflops: rate,
      fraction: stepGflops / rate,
    };
  } finally {
    executor.dispose();
  }
}
