import { create } from "zustand";
import type { ListedRun } from "../core/runs/listed-run.ts";
import { bytesOf } from "../core/runs/room.ts";

/** What the browser promises about the storage of the page: null until it was asked. */
export type Persistence = "kept" | "may be deleted" | null;

interface RunsState {
  /** Where runs are kept: in the browser's storage, or nowhere; null until known. */
  readonly place: "stored" | "absent" | null;
  /** The runs of all visits, the newest first. */
  readonly runs: readonly ListedRun[];
  /** Ids of the runs that are drawn over each other in the curves. */
  readonly selection: ReadonlySet<string>;
  /** Id of the run that the others are compared with; null for the oldest one. */
  readonly baseline: string | null;
  /** Id of the run whose details are shown. */
  readonly chosen: string | null;
  /** The run deleted last, which can be restored. */
  readonly lastDeleted: { readonly id: string; readonly name: string } | null;
  /** Why the last act on a run failed, or a run could not be stored. */
  readonly failure: string | null;
  /** Storage that the browser gives the page, bytes; null if unknown. */
  readonly quota: number | null;
  readonly persistence: Persistence;
}

/** The stored runs, as listed last, and what is chosen among them. */
export const useRunsStore = create<RunsState>(() => ({
  place: null,
  runs: [],
  selection: new Set(),
  baseline: null,
  chosen: null,
  lastDeleted: null,
  failure: null,
  quota: null,
  persistence: null,
}));

const { setState } = useRunsStore;

/** Fraction of the browser's storage that runs may take together. */
const LIMIT_FRACTION = 0.2;

/** Limit where the browser does not tell its quota, bytes. */
const DEFAULT_LIMIT = 2 ** 30;

/** Maximum size of all runs together, bytes. */
export function runsLimit(quota: number | null): number {
  return quota === null ? DEFAULT_LIMIT : Math.floor(LIMIT_FRACTION * quota);
}

/** Size of all runs together, bytes. */
export function runsBytes(runs: readonly ListedRun[]): number {
  return runs.reduce((sum, { files }) => sum + bytesOf(files), 0);
}

/** The run that others are compared with; null without runs. */
export function baselineOf(state: Pick<RunsState, "runs" | "baseline">): ListedRun | null {
  const readable = state.runs.filter(({ record }) => record !== null);
  return readable.find(({ id }) => id === state.baseline) ?? readable.at(-1) ?? null;
}

const BASELINE_KEY = "direction-lab.baseline";

/** Chooses the run that others are compared with, and stores the choice. */
export function chooseBaseline(id: string): void {
  localStorage.setItem(BASELINE_KEY, id);
  setState({ baseline: id });
}

/** Restores the choice of an earlier visit. */
export function openBaseline(): void {
  setState({ baseline: localStorage.getItem(BASELINE_KEY) });
}

/** Chooses the run whose details are shown; null for none. */
export function chooseRun(id: string | null): void {
  setState({ chosen: id });
}

/** Adds a run to the selection, or takes it out. */
export function selectRun(id: string, isSelected: boolean): void {
  setState(({ selection }) => {
    const changed = new Set(selection);
    if (isSelected) changed.add(id);
    else changed.delete(id);
    return { selection: changed };
  });
}

/** Dismisses the message of the last failure. */
export function dismissRunsFailure(): void {
  setState({ failure: null });
}

let opening: Promise<void> = Promise.resolve();

/** Registers the promise that opens the runs of earlier visits. */
export function openRunsWith(work: Promise<void>): Promise<void> {
  opening = work;
  return opening;
}

/** Resolves when it is known whether runs can be kept. */
export function whenRunsOpened(): Promise<void> {
  return opening;
}
