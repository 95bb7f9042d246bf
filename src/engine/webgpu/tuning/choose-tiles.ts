import { sameValue } from "../../../core/same-value.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { Choice, Choices } from "../../plan/choice.ts";
import type { Network } from "../../plan/compile.ts";
import type { BatchShape } from "../../plan/lowering.ts";
import type { Training } from "../../plan/training-memory.ts";
import { PlanTimer } from "../runtime/plan-timer.ts";
import { candidatesFor } from "./candidates.ts";
import { LayerTrials } from "./layer-trials.ts";
import { type LayerClass, layerClasses } from "./layers.ts";

/** Progress and cancellation of tuning. */
export interface TuningWatch {
  readonly signal: AbortSignal;
  /** Number of shapes done, and the layer whose shape is next. */
  onProgress(progress: { readonly done: number; readonly all: number; readonly layer: string }): void;
}

/** Result of the trials of a network's layers; a layer counts once per pass. */
export interface ChosenTiles {
  readonly choices: Choices;
  readonly layers: number;
  readonly changed: number;
  /** Layers not tried within the time limit. */
  readonly untried: number;
}

/** Minimum fraction of the time that another choice must save; less is noise. */
const MIN_GAIN = 0.03;

/** Candidates in trial order. The first is the reference for all others: a direct one, as the simplest. */
function inOrder({ work, choice }: LayerClass): Choice[] {
  const others = candidatesFor(work).filter((other) => !sameValue(other, choice));
  if (choice.kind === "direct" || choice.kind === "weights") return [choice, ...others];
  const [first, ...rest] = others;
  return [first, choice, ...rest];
}

/** The fastest choice for a class of layers; null when that is the default. */
async function fastest(
  layers: LayerClass,
  trials: LayerTrials,
  shouldContinue: () => boolean,
): Promise<Choice | null> {
  const candidates = inOrder(layers);
  await trials.prepare(candidates);
  const table = layers.choice;
  let tableTime = Number.POSITIVE_INFINITY;
  let best: { readonly choice: Choice; readonly time: number } | null = null;
  for (const choice of candidates) {
    if (best && !shouldContinue()) break;
    const time = await trials.time(choice, best?.time ?? Number.POSITIVE_INFINITY);
    if (time === null) continue;
    if (sameValue(choice, table)) tableTime = time;
    if (!best || time < best.time) best = { choice, time };
  }
  if (!best || sameValue(best.choice, table)) return null;
  if (tableTime === Number.POSITIVE_INFINITY) return best.choice;
  // Timed again, in case the device was busy the first time.
  const again = await trials.time(table, Number.POSITIVE_INFINITY);
  tableTime = Math.min(tableTime, again ?? tableTime);
  return best.time < (1 - MIN_GAIN) * tableTime ? best.choice : null;
}

/**
 * Times tilings of the convolutions of a training step, the most work first, and keeps the fastest whose
 * result agrees up to rounding. No further layer is started after `milliseconds`. Rejects with the signal's
 * reason when it is aborted, and with a DeviceLostError when the device is lost.
 * Throws a RangeError when the network does not accept the size.
 */
export async function chooseTiles(
  network: Network,
  size: BatchShape,
  training: Training,
  watched: WatchedDevice,
  { signal, onProgress }: TuningWatch,
  milliseconds: number,
): Promise<ChosenTiles> {
  const classes = layerClasses(network, size, training);
  const end = performance.now() + milliseconds;
  const shouldContinue = () => {
    signal.throwIfAborted();
    return performance.now() < end;
  };
  const choices: Record<string, Choice> = {};
  let [changed, untried] = [0, 0];
  const timer = new PlanTimer(watched);
  try {
    for (const [done, layers] of classes.entries()) {
      if (!shouldContinue()) {
        untried += layers.layers;
        continue;
      }
      const { layer, pass } = layers.work;
      onProgress({ done, all: classes.length, layer: `${layer}, ${pass}` });
      const trials = new LayerTrials(watched, timer, layers.work);
      try {
        const choice = await fastest(layers, trials, shouldContinue);
        if (!choice) continue;
        choices[layers.shape] = choice;
        changed += layers.layers;
      } finally {
        trials.dispose();
      }
    }
  } finally {
    timer.dispose();
  }
  const layers = classes.reduce((sum, { layers }) => sum + layers, 0);
  return { choices, layers, changed, untried };
}
