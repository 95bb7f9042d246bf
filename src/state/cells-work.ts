import { sentenceOf } from "../core/errors.ts";
import type { CellsProgress } from "../workers/cells.protocol.ts";
import { CancelledError } from "../workers/rpc.ts";
import { type CellsWork, useCellsStore } from "./cells.ts";
import { onWorkerBreak } from "./workers.ts";

const { getState, setState } = useCellsStore;

let cancel = new AbortController();

onWorkerBreak((sentence) => {
  const { work, following } = getState();
  if (!(work || following)) return;
  cancel.abort();
  if (work || reportsFollowUp) setState({ error: sentence });
});

/** Cancels the work in progress; fields already predicted stay. */
export function cancelCells(): void {
  cancel.abort();
}

/** Work triggered by changed settings, until it ends. It yields to any request of the user. */
let followUp: Promise<unknown> | null = null;

/** Whether the user is told if the follow-up in progress fails. */
let reportsFollowUp = true;

/** Returns null if the task failed, which is reported unless it is silent, or was cancelled. */
async function attempt<Result>(
  task: (signal: AbortSignal) => Promise<Result>,
  reports: boolean,
): Promise<Result | null> {
  cancel = new AbortController();
  const { signal } = cancel;
  try {
    return await task(signal);
  } catch (error) {
    const isCancelled = error instanceof CancelledError || signal.aborted;
    if (!isCancelled && reports) setState({ error: sentenceOf(error) });
    return null;
  }
}

/** Runs one task at a time and reports errors. Returns null if the task failed or was cancelled. */
export async function working<Result>(
  kind: CellsWork["kind"],
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  if (followUp) {
    cancel.abort();
    await followUp;
  }
  if (getState().work) {
    setState({ error: "Cells are already being found. Wait until this is done, or cancel it." });
    return null;
  }
  setState({ work: { kind, done: 0, total: 0 }, error: null, message: "" });
  try {
    return await attempt(task, true);
  } finally {
    setState({ work: null, fit: null });
  }
}

/**
 * Runs work that nobody waits for, unless other work is in progress. Returns whether it started.
 * @param reports whether the user is told if it fails
 */
export function workQuietly(
  task: (signal: AbortSignal) => Promise<unknown>,
  { reports = true } = {},
): boolean {
  // The follow-up in progress is outdated: the settings have changed again.
  if (followUp) cancel.abort();
  if (getState().work || followUp) return false;
  setState({ following: true });
  reportsFollowUp = reports;
  followUp = attempt(task, reports).finally(() => {
    followUp = null;
    setState({ following: false });
  });
  return true;
}

/** Callback for the progress of one kind of work. */
export type ReportProgress = (kind: CellsWork["kind"]) => (progress: CellsProgress) => void;

export const reportProgress: ReportProgress = (kind) => (progress) =>
  setState({ work: { kind, ...progress } });

/** Reports scoring as a part of this work. */
export const reportProgressAs =
  (kind: CellsWork["kind"]): ReportProgress =>
  (own) =>
    reportProgress(own === "scoring" ? kind : own);

export const ignoreProgress: ReportProgress = () => () => {};
