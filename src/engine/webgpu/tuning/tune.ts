import { memoryLimits } from "../../device/memory-limits.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import { type StepCount, stepTimes } from "../../execution/step-times.ts";
import type { ExecutorOptions } from "../../executor.ts";
import { inputSize } from "../../input-size.ts";
import { layOutParameters } from "../../plan/parameter-layout.ts";
import { type Tiling, tilingFor } from "../../plan/tiles.ts";
import { imagesAtOnce } from "../../plan/training-memory.ts";
import { tunedTiling } from "../../plan/tuned-tiling.ts";
import type { StageArrays } from "../../stage-arrays.ts";
import { WebgpuExecutor } from "../webgpu-executor.ts";
import { type ChosenTiles, chooseTiles, type TuningWatch } from "./choose-tiles.ts";

/** Result of tuning a network. */
export interface TuningResult extends ChosenTiles {
  /**
   * Milliseconds of a whole training step with the default table and with the choices; null without changes.
   */
  readonly step: { readonly before: number; readonly after: number } | null;
}

/** Approximate maximum duration of the trials of one network. */
const TRIAL_MILLISECONDS = 30_000;

/** Measurements of whole steps, alternating between default table and choices. */
const ROUNDS = 2;
const STEPS: StepCount = { min: 2, max: 20, milliseconds: 500 };

/** Milliseconds of the fastest of a few steps. */
async function shortestStep(
  options: ExecutorOptions,
  arrays: StageArrays,
  watched: WatchedDevice,
  tiling: Tiling,
  signal: AbortSignal,
): Promise<number> {
  const executor = new WebgpuExecutor(options, watched, undefined, tiling);
  try {
    await executor.step(arrays.inputs, arrays.targets, 0);
    return Math.min(...(await stepTimes(executor, arrays, STEPS, signal)));
  } finally {
    executor.dispose();
  }
}

/**
 * Finds the fastest tilings of a network's layers on a device, and measures the gain for a whole training
 * step on `arrays`. Without a gain there are no choices. Rejects with the signal's reason when it is aborted,
 * and with a DeviceLostError when the device is lost.
 */
export async function tune(
  options: ExecutorOptions,
  arrays: StageArrays,
  watched: WatchedDevice,
  watch: TuningWatch,
  milliseconds = TRIAL_MILLISECONDS,
): Promise<TuningResult> {
  const { graph, seed = 0 } = options;
  const table = tilingFor(watched.info);
  const network = { graph, layout: layOutParameters(graph), tiling: table, seed };
  const whole = inputSize(graph, arrays.inputs);
  const size = { ...whole, batch: imagesAtOnce(network, whole, options, memoryLimits(watched.device)) };
  const chosen = await chooseTiles(network, size, options, watched, watch, milliseconds);
  if (chosen.changed === 0) return { ...chosen, step: null };
  const tuned = tunedTiling(table, chosen.choices);
  let [before, after] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round++) {
    before = Math.min(before, await shortestStep(options, arrays, watched, table, watch.signal));
    after = Math.min(after, await shortestStep(options, arrays, watched, tuned, watch.signal));
  }
  if (after < before) return { ...chosen, step: { before, after } };
  return { ...chosen, choices: {}, changed: 0, step: null };
}
