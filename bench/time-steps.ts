import type { Executor } from "../src/engine/executor.ts";
import type { StageArrays } from "../src/engine/stage-arrays.ts";

const RATE = 1e-3;

/** Times of training steps in ms. */
export interface StepTimes {
  readonly firstMs: number;
  /** Of the steps after the first. */
  readonly times: readonly number[];
}

/** Times the first step and `repeats` steps after it. */
export async function timeSteps(
  executor: Executor,
  { inputs, targets }: StageArrays,
  repeats: number,
): Promise<StepTimes> {
  const times: number[] = [];
  for (let step = 0; step <= repeats; step++) {
    const start = performance.now();
    await executor.step(inputs, targets, RATE);
    times.push(performance.now() - start);
  }
  return { firstMs: times[0], times: times.slice(1) };
}
