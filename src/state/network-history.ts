import { create } from "zustand";
import { type AssignedImage, assignedImages } from "../core/dataset/sampling/assigned-images.ts";
import { sentenceOf } from "../core/errors.ts";
import type { SeenImages } from "../core/recipe/image-values.ts";
import { type Gate, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { useDatasetStore } from "./dataset.ts";
import { useSetsStore } from "./image-sets.ts";
import { forgetFitted, takeFitted, useInstanceSettings } from "./instance-settings.ts";
import { networksChanged } from "./kept.ts";
import { type Origin, useOriginsStore, withOrigin } from "./network-origins.ts";
import { useQueueStore } from "./queue.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, runLog, useRunStore } from "./run.ts";
import { stopRun } from "./run-controls.ts";
import type { RunDocument, RunNote } from "./run-document.ts";
import { trainWorker } from "./workers.ts";

interface NetworkHistory {
  /** The networks replaced by the current ones: all that is known about them except the weights. */
  readonly previous: RunDocument | null;
  /** What replaced them; null once dismissed. */
  readonly change: "run" | "import" | "undo" | null;
  /** The run in progress, or the last one. */
  readonly note: RunNote | null;
  /** The images that were assigned to a set by hand in the run of the newest networks, or in their archive. */
  readonly assigned: readonly AssignedImage[];
  /** Why the networks could not be restored. */
  readonly error: string | null;
}

/** The networks before the current ones: the next run does not destroy anything trained. */
export const useNetworkHistory = create<NetworkHistory>(() => ({
  previous: null,
  change: null,
  note: null,
  assigned: [],
  error: null,
}));

const { getState, setState } = useNetworkHistory;

/** All that the page knows about the current networks. */
export function documentNow(): RunDocument {
  const { gate, curveRuns, plans } = useRunStore.getState();
  const { method, choices, fitted } = useInstanceSettings.getState();
  return {
    origins: useOriginsStore.getState().origins,
    curveRuns,
    plans,
    gate,
    rows: runLog.rows(),
    method,
    choices,
    fitted,
    recipe: useRecipeStore.getState().recipe,
    run: getState().note,
    assigned: getState().assigned,
  };
}

/** Shows networks that the train worker has loaded; without a document, only the weights are known. */
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
    plans: document?.plans ?? {},
    startedAt: starts.length > 0 ? Math.max(...starts) : null,
    stage: null,
    step: 0,
    totalSteps: 0,
    epoch: 0,
    reports: [],
    logRevision: logRevision + 1,
    message,
  }));
  setState({ assigned: document?.assigned ?? [] });
  if (!document) return;
  takeFitted(document.fitted);
  useInstanceSettings.setState({ method: document.method, choices: document.choices });
}

/** State that records the replaced networks; none if there were none. */
function tookPlaceOf(before: RunDocument, change: "run" | "import"): void {
  if (Object.keys(before.origins).length > 0) setState({ previous: before, change, error: null });
}

/** Networks from a file or a stored run. */
interface LoadedNetworks {
  readonly seen: SeenImages;
  /** Images that were assigned to sets with them. */
  readonly assigned: readonly AssignedImage[];
  readonly origin: Origin;
}

/** Records the origin of loaded networks, and the networks that they replaced. */
export function loadedOver(before: RunDocument, { seen, assigned, origin }: LoadedNetworks): void {
  const { origins } = useOriginsStore.getState();
  const stages = STAGES.filter((stage) => seen[stage]);
  useOriginsStore.setState({ origins: withOrigin(origins, stages, origin) });
  // A file brings its own fitted parameters; a stored run has none.
  if (origin.kind === "run") forgetFitted();
  setState({ assigned });
  tookPlaceOf(before, origin.kind === "run" ? "run" : "import");
  networksChanged();
}

/** Resolves when no run is in progress. */
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

/**
 * Restores the previous networks with their curves and settings, and stops a run in progress. The current
 * networks become the previous ones.
 */
export async function undoNetworks(): Promise<void> {
  // Other networks would not stay in place while a queue goes on.
  useQueueStore.setState({ isStopping: true });
  if (["running", "paused"].includes(useRunStore.getState().phase)) stopRun();
  await runEnded();
  const { previous, change } = getState();
  if (!previous) return;
  const now = documentNow();
  try {
    const seen = await trainWorker().call("swapNetworks", null);
    showNetworks(previous, seen, "The earlier networks are restored");
    // A run does not change the recipe; an import replaces it.
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

/** Dismisses the offer; the command still restores the networks. */
export function dismissUndo(): void {
  setState({ change: null, error: null });
}

/** If a run ended before a stage had new weights, restores the curves of the weights that the stage has. */
function giveCurvesBack(before: RunDocument, startedAt: number): void {
  const { curveRuns, plans, logRevision } = useRunStore.getState();
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
  const given = <Value>(values: Readonly<Partial<Record<Stage, Value>>>) =>
    Object.fromEntries(stale.map((stage) => [stage, values[stage]]));
  useRunStore.setState({
    curveRuns: { ...curveRuns, ...given(before.curveRuns) },
    plans: { ...plans, ...given(before.plans) },
    logRevision: logRevision + 1,
  });
}

/** Whether the networks in place are of the run that started at this time. */
export function isLastRun(startedAt: number): boolean {
  const { note } = getState();
  return note?.startedAt === startedAt && note.kept !== null;
}

/** Follows runs: which networks they replace, and the origin of the new ones. */
export function watchNetworkHistory(): void {
  let before: RunDocument | null = null;
  let replaced = false;
  let assigned: readonly AssignedImage[] = [];
  const begin = (startedAt: number, gate: Gate, follows: boolean) => {
    before = { ...documentNow(), gate };
    // A resumed run has replaced them before.
    const isResumed = isLastRun(startedAt);
    replaced = isResumed || follows;
    const kept = isResumed ? (getState().note?.kept ?? null) : null;
    assigned = assignedImages(useDatasetStore.getState().records, useSetsStore.getState().assigned);
    setState({ note: { startedAt, ended: false, kept }, error: null });
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
    setState({ note: { ...note, kept: { stage, step } }, assigned });
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
    if (active && !wasActive && now.startedAt !== null) begin(now.startedAt, was.gate, now.followsInQueue);
    if (active && now.seen !== was.seen) keep();
    if (wasActive && !active) end();
  });
}
