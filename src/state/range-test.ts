import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import { withPeak } from "../core/recipe/schedules.ts";
import type { RangePoint } from "../core/schedule/range-test.ts";
import { CancelledError } from "../workers/rpc.ts";
import { whenImagesOpened } from "./dataset.ts";
import { whenOpened } from "./kept.ts";
import { editStage, useRecipeStore } from "./recipe.ts";
import { runImages } from "./run-images.ts";
import { whyNotResume } from "./run-readiness.ts";
import { storedTunings } from "./stored-tunings.ts";
import { withSynthetic } from "./with-synthetic.ts";
import { sampleWorkers, trainWorker } from "./workers.ts";

interface RangeTestState {
  /** The stage of the test in progress or of the last one; null before the first. */
  readonly stage: Stage | null;
  readonly isRunning: boolean;
  /** Steps so far. */
  readonly points: readonly RangePoint[];
  readonly error: string | null;
}

/** The learning-rate range test in progress, or the last one. */
export const useRangeTest = create<RangeTestState>(() => ({
  stage: null,
  isRunning: false,
  points: [],
  error: null,
}));

const { getState, setState } = useRangeTest;

let cancel = new AbortController();

/** Tests the learning rates of a stage with the present recipe, on weights of its own. */
export async function testRange(stage: Stage): Promise<void> {
  if (getState().isRunning) return;
  cancel = new AbortController();
  setState({ stage, isRunning: true, points: [], error: null });
  try {
    await Promise.all([whenOpened(), whenImagesOpened()]);
    const reason = whyNotResume();
    if (reason !== null) {
      setState({ error: reason });
      return;
    }
    const ports = await sampleWorkers().openPorts();
    const recipe = withSynthetic(useRecipeStore.getState().recipe);
    const { training } = runImages();
    await trainWorker().call(
      "testRange",
      { recipe, stage, training, ports, tunings: storedTunings() },
      { signal: cancel.signal, transfer: ports, onEvent: (points) => setState({ points }) },
    );
  } catch (error) {
    if (!(error instanceof CancelledError)) setState({ error: sentenceOf(error) });
  } finally {
    setState({ isRunning: false });
  }
}

/** Cancels the test in progress; its curve so far stays. */
export function cancelRangeTest(): void {
  cancel.abort();
}

/** Makes a rate the highest of a stage's schedule. */
export function takeRate(stage: Stage, rate: number): void {
  const { schedule } = useRecipeStore.getState().recipe.stages[stage];
  editStage(stage, { schedule: withPeak(schedule, rate) });
}
