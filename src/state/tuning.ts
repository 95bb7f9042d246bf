import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import { CancelledError } from "../workers/rpc.ts";
import type { TuningProgress, TuningReport } from "../workers/tuning.protocol.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRunStore } from "./run.ts";
import { clearTunings, storedTunings, storeTunings } from "./stored-tunings.ts";
import { trainWorker } from "./workers.ts";

/** Result of tuning one network. */
export interface StageTuning {
  readonly stage: Stage;
  readonly report: TuningReport;
}

interface TuningState {
  /** The tuning in progress. */
  readonly progress: (TuningProgress & { readonly stage: Stage }) | null;
  /** Results of the last tuning. */
  readonly results: readonly StageTuning[];
  /** Number of networks with tunings of their own in this browser. */
  readonly kept: number;
  readonly error: string | null;
}

function countKept(): number {
  const stored = storedTunings();
  return Array.isArray(stored) ? stored.length : 0;
}

/** Tuning of the networks to this device. */
export const useTuningStore = create<TuningState>(() => ({
  progress: null,
  results: [],
  kept: countKept(),
  error: null,
}));

const { getState, setState } = useTuningStore;

let cancel = new AbortController();

async function tuneStage(stage: Stage, signal: AbortSignal): Promise<void> {
  const { recipe } = useRecipeStore.getState();
  setState({ progress: { stage, done: 0, all: 1, layer: "" } });
  const report = await trainWorker().call(
    "tune",
    { recipe, stage, stored: storedTunings() },
    { signal, onEvent: (progress) => setState({ progress: { ...progress, stage } }) },
  );
  storeTunings(report.stored);
  setState({ results: [...getState().results, { stage, report }], kept: countKept() });
}

/** Tunes the networks of the chosen stages for this device, one after the other, and keeps the results. */
export async function tuneDevice(): Promise<void> {
  if (getState().progress) return;
  cancel = new AbortController();
  const { signal } = cancel;
  setState({ results: [], error: null });
  try {
    for (const stage of useRunStore.getState().chosenStages) await tuneStage(stage, signal);
  } catch (error) {
    if (!(error instanceof CancelledError)) setState({ error: sentenceOf(error) });
  } finally {
    setState({ progress: null });
  }
}

/** Cancels the tuning in progress; finished results are kept. */
export function cancelTuning(): void {
  cancel.abort();
}

/** Returns to the built-in table for all networks. */
export function forgetTunings(): void {
  clearTunings();
  setState({ results: [], kept: 0 });
}
