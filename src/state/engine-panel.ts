import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
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

/** A measurement and what it is of. */
interface KeptProfile {
  readonly key: string;
  readonly profile: StepProfile;
}

interface EnginePanelState {
  /** The stage whose step is shown. */
  readonly stage: Stage;
  /** Null until the train worker has answered. */
  readonly report: StepReport | null;
  /** What `report` is of. */
  readonly key: string | null;
  /** The last measurement of each stage. */
  readonly profiles: Partial<Readonly<Record<Stage, KeptProfile>>>;
  /** Null while nothing is measured. */
  readonly measuring: StepMeasuring | null;
  /** How far the output is from that of tfjs, and for which settings. */
  readonly check: { readonly key: string; readonly difference: number } | null;
  readonly checking: boolean;
  /** Index of the dispatch whose kernel is shown. */
  readonly selected: number | null;
  readonly error: string | null;
}

/** The plan of a training step, what it costs here, and the kernel that is looked at. */
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

/** Everything that decides the plan of a step. */
function keyOf({ networks, batch, crop, stages }: Recipe, stage: Stage): string {
  const { engine, report } = useDeviceStore.getState();
  return JSON.stringify([
    stage,
    networksOf(stage).map((name) => networks[name]),
    batch,
    crop,
    stages[stage].optimiser,
    engine,
    report?.adapter,
    storedTunings(),
  ]);
}

/** Asks for the plan of the stage shown, unless it is there already. */
async function refresh(): Promise<void> {
  const ticket = ++latest;
  const { stage } = getState();
  const { recipe } = useRecipeStore.getState();
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

/** Measures the step shown. */
export async function measureShownStep(): Promise<void> {
  if (getState().measuring) return;
  const { stage } = getState();
  const { recipe } = useRecipeStore.getState();
  const key = keyOf(recipe, stage);
  const args: StepArguments = { recipe, stage, tunings: storedTunings() };
  cancel = new AbortController();
  setState({ measuring: { part: "matmul", done: 0, all: 1 }, error: null });
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

/** Compares what the network shown says with what tfjs says. */
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

/** Gives up the measurement under way. */
export function cancelMeasuring(): void {
  cancel.abort();
}

/** The measurement that belongs to what is shown; null when there is none, or only one of other settings. */
export function shownProfile({ key, stage, profiles }: EnginePanelState): StepProfile | null {
  const kept = profiles[stage];
  return kept && kept.key === key ? kept.profile : null;
}

/** Whether the last measurement of the stage shown is of other settings. */
export function profileIsOld({ key, stage, profiles }: EnginePanelState): boolean {
  const kept = profiles[stage];
  return kept !== undefined && key !== null && kept.key !== key;
}

/** How far the output shown is from that of tfjs; null when it was not compared with these settings. */
export function shownDifference({ key, check }: EnginePanelState): number | null {
  return check && check.key === key ? check.difference : null;
}

function refreshIfShown(): void {
  if (useViewStore.getState().main === "engine") void refresh();
}

/** Keeps the panel in step with recipe and device while it is shown, and lets runs have the device for themselves. */
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
