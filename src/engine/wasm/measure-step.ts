import { median } from "../../core/metrics/median.ts";
import type { MeasuringPart, MeasuringWatch, StepProfile } from "../execution/step-profile.ts";
import { MEASURED_STEPS, stepTimes } from "../execution/step-times.ts";
import type { ExecutorOptions } from "../executor.ts";
import { inputSize } from "../input-size.ts";
import type { StageArrays } from "../stage-arrays.ts";
import { convolutionGflops } from "./convolution-gflops.ts";
import { peakGflops } from "./peak.ts";
import { createWasmExecutor } from "./wasm-executor.ts";
import type { WasmEngine } from "./wasm-runner.ts";

/**
 * Measures a training step of a temporary network on the CPU. The reference is the peak of a core, measured before
 * and after; the faster one is used. R is that of one thread in the convolutions. Rejects with the signal's reason
 * when aborted.
 */
export async function measureStep(
  options: ExecutorOptions,
  arrays: StageArrays,
  engine: WasmEngine,
  { signal, onProgress }: MeasuringWatch,
): Promise<StepProfile> {
  const report = (part: MeasuringPart) => (done: number, all: number) => onProgress({ part, done, all });
  const { inputs, targets } = arrays;
  report("reference")(0, 2);
  const before = peakGflops(engine.module);
  const executor = createWasmExecutor(options, engine);
  try {
    signal.throwIfAborted();
    await executor.step(inputs, targets, 0);
    const reportStep = report("steps");
    const times = await stepTimes(executor, arrays, MEASURED_STEPS, signal, (done) =>
      reportStep(done, MEASURED_STEPS.max),
    );
    const { together, alone } = await executor.profile(inputs, targets, {
      signal,
      onProgress: report("kernels"),
    });
    report("reference")(1, 2);
    const referenceGflops = Math.max(before, peakGflops(engine.module));

    const size = inputSize(options.graph, inputs);
    return {
      dispatchMilliseconds: together,
      aloneMilliseconds: engine.threads === 1 ? null : alone,
      stepMilliseconds: median(times),
      referenceGflops,
      fraction: convolutionGflops(options, size, alone) / referenceGflops,
    };
  } finally {
    executor.dispose();
  }
}
