import { create } from "zustand";
import { counted } from "../core/counted.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { sentenceOf } from "../core/errors.ts";
import type { Evaluation } from "../core/instances/evaluation.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { CellsProgress, FitProgress, ImageScore, SetScore } from "../workers/cells.protocol.ts";
import { CancelledError } from "../workers/rpc.ts";
import type { FailedImage } from "../workers/train.protocol.ts";
import { forgetPlanes } from "./image-cells.ts";
import { ensureFields, keyOf } from "./predicted-fields.ts";
import { recordBatches } from "./record-batches.ts";
import { showCompared } from "./shown-cells.ts";
import { cellsWorker, startedCellsWorker, tellOfBreaks } from "./workers.ts";

/** Work that a person waits for, and how far it is. */
export interface CellsWork extends CellsProgress {
  readonly kind: "predicting" | "scoring" | "comparing" | "fitting" | "writing";
}

/** One method on the images in scope. */
export interface ComparedMethod {
  readonly choice: InstanceChoice;
  /** Null where no image in scope has labels. */
  readonly evaluation: Evaluation | null;
}

interface CellsState {
  readonly work: CellsWork | null;
  /** Whether the numbers below are being brought in step with changed settings. */
  readonly following: boolean;
  /** While parameters are fitted: the best so far. */
  readonly fit: FitProgress | null;
  /** What was found by the choice below. */
  readonly images: readonly ImageScore[];
  /** Over the images in scope that have labels; null when none of them has. */
  readonly evaluation: Evaluation | null;
  /** What `images` and `evaluation` were found by; null while nothing was. */
  readonly choice: InstanceChoice | null;
  /** The methods side by side; empty until they are compared. */
  readonly compared: readonly ComparedMethod[];
  /** What was done last. */
  readonly message: string;
  readonly error: string | null;
}

const NOTHING_FOUND = { images: [], evaluation: null, choice: null, compared: [], fit: null } as const;

/** What was found in the images in scope. Planes stay in the worker, those of the shown image in `shownCells`. */
export const useCellsStore = create<CellsState>(() => ({
  ...NOTHING_FOUND,
  work: null,
  following: false,
  message: "",
  error: null,
}));

const { getState, setState } = useCellsStore;

let cancel = new AbortController();

/** Forgets what was found, e.g. since the networks have changed; the fields too. */
export function forgetCells(): void {
  cancel.abort();
  setState(NOTHING_FOUND);
  forgetPlanes();
  showCompared([]);
  // A worker that breaks has forgotten, too.
  startedCellsWorker()
    ?.call("forget", null)
    .catch(() => {});
}

/** Forgets the comparison: it is of other images or another gate. */
export function forgetComparison(): void {
  setState({ compared: [] });
  showCompared([]);
}

tellOfBreaks((sentence) => {
  const { work, following } = getState();
  if (!(work || following)) return;
  cancel.abort();
  setState({ error: sentence });
});

/** Ends the work under way; what was predicted stays. */
export function cancelCells(): void {
  cancel.abort();
}

/** Forgets the last failure. */
export function dismissCellsError(): void {
  setState({ error: null });
}

/** Work that settings have set off, until it has ended: what a person asks for does not wait for it. */
let followUp: Promise<unknown> | null = null;

/** Gives null when the task failed, which is told, or was cancelled. */
async function attempt<Result>(task: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> {
  cancel = new AbortController();
  const { signal } = cancel;
  try {
    return await task(signal);
  } catch (error) {
    if (!(error instanceof CancelledError || signal.aborted)) setState({ error: sentenceOf(error) });
    return null;
  }
}

/** Does one thing at a time, and says what went wrong. Gives null when that failed or was cancelled. */
export async function working<Result>(
  kind: CellsWork["kind"],
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  if (followUp) {
    cancel.abort();
    await followUp;
  }
  if (getState().work) {
    setState({ error: "Cells are being found already. Wait until that is done, or cancel it." });
    return null;
  }
  setState({ work: { kind, done: 0, total: 0 }, error: null, message: "" });
  try {
    return await attempt(task);
  } finally {
    setState({ work: null, fit: null });
  }
}

/** Does work that nobody waits for, unless other work is under way. Gives whether it began. */
export function workQuietly(task: (signal: AbortSignal) => Promise<unknown>): boolean {
  // What is under way follows settings that have changed again.
  if (followUp) cancel.abort();
  if (getState().work || followUp) return false;
  setState({ following: true });
  followUp = attempt(task).finally(() => {
    followUp = null;
    setState({ following: false });
  });
  return true;
}

/** Takes the progress of one kind of work. */
export type Tell = (kind: CellsWork["kind"]) => (progress: CellsProgress) => void;

export const tell: Tell = (kind) => (progress) => setState({ work: { kind, ...progress } });

/** Tells of scoring as of a part of this work. */
export const tellAs =
  (kind: CellsWork["kind"]): Tell =>
  (own) =>
    tell(own === "scoring" ? kind : own);

export const tellNobody: Tell = () => () => {};

let sessions = 0;

/** A new name for what the worker adds up, scores or masks. */
export function newSession(): number {
  sessions += 1;
  return sessions;
}

/** Puts what failed before a person; the rest goes on. */
export function tellFailed(records: readonly ImageRecord[], failed: readonly FailedImage[]): void {
  if (failed.length === 0) return;
  const [{ id, sentence }] = failed;
  const name = records.find((record) => record.id === id)?.name ?? "An image";
  const others = failed.length === 1 ? "" : ` So it is with ${counted(failed.length - 1, "other image")}.`;
  setState({ error: `${name} was left out. ${sentence}${others}` });
}

/** Where work stands among all of the images. */
function shifted(tell: (progress: CellsProgress) => void, before: number, total: number) {
  return ({ done }: CellsProgress) => tell({ done: before + done, total });
}

/**
 * Does something with images whose fields are there, so many at a time as are kept together; fields are predicted where
 * that was not done yet.
 */
export async function withFields(
  records: readonly ImageRecord[],
  gate: Gate,
  { signal, tell: onEvent }: { signal: AbortSignal; tell: Tell },
  kind: CellsWork["kind"],
  each: (batch: readonly ImageRecord[], onEvent: (progress: CellsProgress) => void) => Promise<void>,
): Promise<void> {
  const failed: FailedImage[] = [];
  let before = 0;
  for (const batch of recordBatches(records)) {
    const predicting = shifted(onEvent("predicting"), before, records.length);
    failed.push(...(await ensureFields(batch, gate, { signal, onEvent: predicting })));
    const lost = new Set(failed.map(({ id }) => id));
    const there = batch.filter(({ id }) => !lost.has(id));
    await each(there, shifted(onEvent(kind), before, records.length));
    before += batch.length;
  }
  tellFailed(records, failed);
}

/** Scores images by a method. */
export async function score(
  records: readonly ImageRecord[],
  gate: Gate,
  choice: InstanceChoice,
  progress: { signal: AbortSignal; tell: Tell },
): Promise<SetScore> {
  const session = newSession();
  let result: SetScore = { choice, images: [], evaluation: null };
  await withFields(records, gate, progress, "scoring", async (batch, onEvent) => {
    const keys = batch.map((record) => keyOf(record, gate));
    const { signal } = progress;
    result = await cellsWorker().call("score", { keys, gate, choice, session }, { signal, onEvent });
  });
  progress.signal.throwIfAborted();
  return result;
}
