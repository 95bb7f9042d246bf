import type { Executor } from "../executor.ts";
import type { StageArrays } from "../stage-arrays.ts";

/** Limits on the number of timed steps. */
export interface StepCount {
  readonly min: number;
  readonly max: number;
  /** No further step is started after this time. */
  readonly milliseconds: number;
}

/** Timed steps of a measurement. */
export const MEASURED_STEPS: StepCount = { min: 3, max: 20, milliseconds: 2000 };

/**
 * Milliseconds between successive steps as in training, where the next step is submitted while one is in
 * progress. The learning rate is 0. Rejects with the signal's reason when it is aborted.
 */
export async function stepTimes(
  executor: Executor,
  { inputs, targets }: StageArrays,
  { min, max, milliseconds }: StepCount,
  signal: AbortSignal,
  onStep: (done: number) => void = () => {},
): Promise<number[]> {
  const begin = () => {
    const step = executor.step(inputs, targets, 0);
    // A failure of the previous step is reported first.
    step.catch(() => {});
    return step;
  };
  const times: number[] = [];
  const start = performance.now();
  let last = start;
  let next = begin();
  const shouldContinue = () =>
    times.length < min || (times.length < max && performance.now() - start < milliseconds);
  while (shouldContinue() && !signal.aborted) {
    const current = next;
    next = begin();
    await current;
    const now = performance.now();
    times.push(now - last);
    last = now;
    onStep(times.length);
  }
  await next;
  signal.throwIfAborted();
  return times;
}
