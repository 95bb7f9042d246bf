import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { PIPELINES } from "../core/recipe/pipelines.ts";
import { networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { CancelledError } from "../workers/rpc.ts";
import type { StepArguments, StepMeasuring, StepProfile, StepReport } from "../workers/step.protocol.ts";
import { useDeviceStore } from "./device.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { storedTunings } from "./stored-tunings.ts";
import { useTuningStore } from "./tuning.ts";
import { useViewStore } from "./view.ts";
import { trainWorker } from "./workers.ts";

/** A measurement and its settings. */
interface KeptProfile {
  readonly key: string;
  readonly profile: StepProfile;
}

interface EnginePanelState {
  /** The stage whose step is shown. */
  readonly stage: Stage;
  /** Null until the train worker has answered. */
  readonly report: StepReport | null;
  /** Settings of `report`. */
  readonly key: string | null;
  /** The last measurement of each stage. */
  readonly profiles: Partial<Readonly<Record<Stage, KeptProfile>>>;
  /** Null if no measurement is in progress. */
  readonly measuring: StepMeasuring | null;
  /** Difference of the output from that of tfjs, and the settings it was measured with. */
  readonly check: { readonly key: string; readonly difference: number } | null;
  readonly checking: boolean;
  /** Index of the dispatch whose kernel is shown. */
  readonly selected: number | null;
  readonly error: string | null;
}

/** The plan of a training step, its measured cost on this device, and the selected kernel. */
export const useEnginePanelStore = create<EnginePanelState>(() => ({
  stage: "direction",
  report: null,
  key: null,
  profiles: {},
  measuring: null,
  check: null,
  checking: false,
  selected: null,
  error: null,
}));

const { getState, setState } = useEnginePanelStore;

let latest = 0;
let cancel = new AbortController();

/** Everything that determines the plan of a step. */
function keyOf({ networks, batch, crop, stages }: Recipe, stage: Stage): string {
  const { report } = useDeviceStore.getState();
  return JSON.stringify([
    stage,
    networksOf(stage).map((name) => networks[name]),
    batch,
    crop,
    stages[stage].optimiser,
    report?.engine,
    report?.adapter,
    storedTunings(),
  ]);
}

/** Requests the plan of the shown stage, or of the first of a pipeline without it, unless it is already there. */
async function refresh(): Promise<void> {
  const ticket = ++latest;
  const { recipe } = useRecipeStore.getState();
  const { stages } = PIPELINES[recipe.pipeline];
  const shown = getState().stage;
  const stage = stages.includes(shown) ? shown : stages[0];
  if (stage !== shown) setState({ stage });
  const key = keyOf(recipe, stage);
  if (key === getState().key) return;
  try {
    const report = await trainWorker().call("describeStep", { recipe, stage, tunings: storedTunings() });
    if (ticket === latest) setState({ report, key, selected: null, error: null });
  } catch (error) {
    if (ticket === latest) setState({ report: null, key: null, selected: null, error: sentenceOf(error) });
  }
}

/** Chooses the stage whose step is shown. */
export function showStepOf(stage: Stage): void {
  setState({ stage });
  void refresh();
}

/** Chooses the dispatch whose kernel is shown; null for none. */
export function selectDispatch(selected: number | null): void {
  setState({ selected });
}

/** Measures the shown step. */
export async function measureShownStep(): Promise<void> {
  if (getState().measuring) return;
  const { stage } = getState();
  const { recipe } = useRecipeStore.getState();
  const key = keyOf(recipe, stage);
  const args: StepArguments = { recipe, stage, tunings: storedTunings() };
  cancel = new AbortController();
  setState({ measuring: { part: "reference", done: 0, all: 1 }, error: null });
  try {
    const profile = await trainWorker().call("profileStep", args, {
      signal: cancel.signal,
      onEvent: (measuring) => setState({ measuring }),
    });
    setState(({ profiles }) => ({ profiles: { ...profiles, [stage]: { key, profile } } }));
  } catch (error) {
    if (!(error instanceof CancelledError)) setState({ error: sentenceOf(error) });
  } finally {
    setState({ measuring: null });
  }
}

/** Compares the output of the shown network with that of tfjs. */
export async function checkShownStep(): Promise<void> {
  if (getState().checking) return;
  const { stage } = getState();
  const { recipe } = useRecipeStore.getState();
  const key = keyOf(recipe, stage);
  setState({ checking: true, error: null });
  try {
    const difference = await trainWorker().call("checkStep", { recipe, stage, tunings: storedTunings() });
    setState({ check: { key, difference } });
  } catch (error) {
    setState({ error: sentenceOf(error) });
  } finally {
    setState({ checking: false });
  }
}

/** Cancels the measurement in progress. */
export function cancelMeasuring(): void {
  cancel.abort();
}

/** The measurement with the shown settings; null if there is none or only one with other settings. */
export function shownProfile({ key, stage, profiles }: EnginePanelState): StepProfile | null {
  const kept = profiles[stage];
  return kept && kept.key === key ? kept.profile : null;
}

/** Whether the last measurement of the shown stage was made with other settings. */
export function profileIsOld({ key, stage, profiles }: EnginePanelState): boolean {
  const kept = profiles[stage];
  return kept !== undefined && key !== null && kept.key !== key;
}

/** Difference of the shown output from that of tfjs; null if not compared with these settings. */
export function shownDifference({ key, check }: EnginePanelState): number | null {
  return check && check.key === key ? check.difference : null;
}

function refreshIfShown(): void {
  if (useViewStore.getState().main === "engine") void refresh();
}

/**
 * Updates the panel after changes of recipe and device while it is shown. Runs have the device to themselves.
 */
export function watchEnginePanel(): () => void {
  const unsubscribe = [
    useViewStore.subscribe((now, before) => {
      if (now.main !== before.main) refreshIfShown();
    }),
    useRecipeStore.subscribe((now, before) => {
      if (now.recipe !== before.recipe) refreshIfShown();
    }),
    useDeviceStore.subscribe(refreshIfShown),
    useTuningStore.subscribe((now, before) => {
      if (now.kept !== before.kept || now.results !== before.results) refreshIfShown();
    }),
    useRunStore.subscribe((now, before) => {
      if (isActive(now.phase) && !isActive(before.phase)) cancelMeasuring();
    }),
  ];
  return () => {
    for (const stop of unsubscribe) stop();
  };
}
