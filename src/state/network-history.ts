import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import type { SeenImages } from "../core/recipe/image-values.ts";
import { type Gate, STAGES } from "../core/recipe/recipe.ts";

import { takeFitted, useInstanceSettings } from "./instance-settings.ts";
import { networksChanged } from "./kept.ts";
import { type Origin, useOriginsStore, withOrigin } from "./network-origins.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, runLog, useRunStore } from "./run.ts";
import { stopRun } from "./run-controls.ts";
import type { RunDocument, RunNote } from "./run-document.ts";
import { trainWorker } from "./workers.ts";

interface NetworkHistory {
  /** The networks that those of now took the place of: all that is known of them but their weights. */
  readonly previous: RunDocument | null;
  /** What put those of now in their place; null once that was put away. */
  readonly change: "run" | "import" | "undo" | null;
  /** The run under way, or the last one. */
  readonly note: RunNote | null;
  /** Why the networks could not be brought back. */
  readonly error: string | null;
}

/** The networks before those in use, so that nothing trained is lost to the next run. */
export const useNetworkHistory = create<NetworkHistory>(() => ({
  previous: null,
  change: null,
  note: null,
  error: null,
}));

const { getState, setState } = useNetworkHistory;

/** All that the page knows of the networks in use. */
export function documentNow(): RunDocument {
  const { gate, curveRuns } = useRunStore.getState();
  const { method, choices, fitted } = useInstanceSettings.getState();
  return {
    origins: useOriginsStore.getState().origins,
    curveRuns,
    gate,
    rows: runLog.rows(),
    method,
    choices,
    fitted,
    recipe: useRecipeStore.getState().recipe,
    run: getState().note,
  };
}

/** Puts networks before the person that the train worker has taken; of those without a document only the weights are known. */
export function showNetworks(document: RunDocument | null, seen: SeenImages, message: string): void {
  const trained = STAGES.filter((stage) => seen[stage]);
  const origins = trained.flatMap((stage) => {
    const origin = document?.origins[stage];
    return origin ? [[stage, origin] as const] : [];
  });
  const starts = origins.flatMap(([, origin]) => (origin.kind === "run" ? [origin.startedAt] : []));
  runLog.replace(document?.rows ?? []);
  useOriginsStore.setState({ origins: Object.fromEntries(origins) });
  useRunStore.setState(({ gate, logRevision }) => ({
    phase: "idle",
    trained,
    seen,
    gate: document?.gate ?? gate,
    curveRuns: document?.curveRuns ?? {},
    startedAt: starts.length > 0 ? Math.max(...starts) : null,
    stage: null,
    step: 0,
    totalSteps: 0,
    epoch: 0,
    reports: [],
    logRevision: logRevision + 1,
    message,
  }));
  if (!document) return;
  takeFitted(document.fitted);
  useInstanceSettings.setState({ method: document.method, choices: document.choices });
}

/** Names the networks that others took the place of; none when there were none. */
function tookPlaceOf(before: RunDocument, change: "run" | "import"): void {
  if (Object.keys(before.origins).length > 0) setState({ previous: before, change, error: null });
}

/** Notes where networks come from that were imported, and what they took the place of. */
export function importedOver(before: RunDocument, seen: SeenImages, file: string): void {
  const { origins } = useOriginsStore.getState();
  const stages = STAGES.filter((stage) => seen[stage]);
  useOriginsStore.setState({ origins: withOrigin(origins, stages, { kind: "import", file }) });
  tookPlaceOf(before, "import");
  networksChanged();
}

/** Resolves when no run is under way. */
function runEnded(): Promise<void> {
  if (!isActive(useRunStore.getState().phase)) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useRunStore.subscribe(({ phase }) => {
      if (isActive(phase)) return;
      stop();
      resolve();
    });
  });
}

/** Brings the previous networks back with their curves and settings; a run under way is stopped. The others become the previous ones. */
export async function undoNetworks(): Promise<void> {
  if (["running", "paused"].includes(useRunStore.getState().phase)) stopRun();
  await runEnded();
  const { previous, change } = getState();
  if (!previous) return;
  const now = documentNow();
  try {
    const seen = await trainWorker().call("swapNetworks", null);
    showNetworks(previous, seen, "The earlier networks are back");
    // A run leaves the recipe as it is, an import brings its own.
    if (change === "import") useRecipeStore.setState({ recipe: previous.recipe, error: null });
    setState({
      previous: now,
      change: change === "import" ? "import" : "undo",
      note: previous.run,
      error: null,
    });
    networksChanged();
  } catch (error) {
    setState({ error: sentenceOf(error) });
  }
}

/** Puts the offer away; the command still brings the networks back. */
export function dismissUndo(): void {
  setState({ change: null, error: null });
}

/** A run that ended before a stage had new weights leaves that stage the curves of the weights it has. */
function giveCurvesBack(before: RunDocument, startedAt: number): void {
  const { curveRuns, logRevision } = useRunStore.getState();
  const { origins } = useOriginsStore.getState();
  const isOfRun = (origin: Origin) => origin.kind === "run" && origin.startedAt === startedAt;
  const begun = STAGES.filter((stage) => curveRuns[stage] === startedAt);
  const stale = begun.filter((stage) => origins[stage] && !isOfRun(origins[stage]));
  if (stale.length === 0) return;
  for (const stage of stale) {
    runLog.replaceStage(
      stage,
      before.rows.filter((row) => row.stage === stage),
    );
  }
  const given = Object.fromEntries(stale.map((stage) => [stage, before.curveRuns[stage]]));
  useRunStore.setState({ curveRuns: { ...curveRuns, ...given }, logRevision: logRevision + 1 });
}

/** Follows runs: what they take the place of, and where the networks come from. */
export function watchNetworkHistory(): void {
  let before: RunDocument | null = null;
  let replaced = false;
  const begin = (startedAt: number, gate: Gate) => {
    before = { ...documentNow(), gate };
    replaced = false;
    setState({ note: { startedAt, ended: false, kept: null }, error: null });
  };
  const keep = () => {
    const { stage, step } = useRunStore.getState();
    const { note } = getState();
    if (!stage || !note || !before) return;
    if (!replaced) tookPlaceOf(before, "run");
    replaced = true;
    const { startedAt } = note;
    useOriginsStore.setState(({ origins }) => ({
      origins: withOrigin(origins, [stage], { kind: "run", startedAt }),
    }));
    setState({ note: { ...note, kept: { stage, step } } });
    networksChanged();
  };
  const end = () => {
    const { note } = getState();
    if (!note || !before) return;
    giveCurvesBack(before, note.startedAt);
    before = null;
    setState({ note: { ...note, ended: true } });
  };
  useRunStore.subscribe((now, was) => {
    const [active, wasActive] = [isActive(now.phase), isActive(was.phase)];
    if (active && !wasActive && now.startedAt !== null) begin(now.startedAt, was.gate);
    if (active && now.seen !== was.seen) keep();
    if (wasActive && !active) end();
  });
}
