import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { NewerQueueError, QueueError } from "../core/queue/parse-queue.ts";
import { interruptionText } from "../core/queue/queue-text.ts";
import { EMPTY_QUEUE, ended, type RunQueue } from "../core/queue/run-queue.ts";
import { openChangeChannel } from "../platform/change-channel.ts";
import { StoreError } from "../platform/folder.ts";
import { openOpfsFolder } from "../platform/opfs-folder.ts";
import { queueRuns, whileChangingQueue } from "../platform/queue-locks.ts";
import { QueueFile } from "../workers/queue-file.ts";
import { QUEUE_FOLDER } from "../workers/queue-names.ts";
import { useQueueStore } from "./queue.ts";

interface RunQueueState {
  readonly queue: RunQueue;
  /** Whether the stored queue has been read. */
  readonly isOpen: boolean;
  /** Why the queue cannot be used in this browser, or is not to be changed; null if it can. */
  readonly barrier: string | null;
  /** Why the last act failed, or what happened to a damaged queue. */
  readonly problem: string | null;
  /** Whether another tab trains the queue. */
  readonly isElsewhere: boolean;
}

/** The queue of runs as stored in this browser, which all tabs share. */
export const useRunQueue = create<RunQueueState>(() => ({
  queue: EMPTY_QUEUE,
  isOpen: false,
  barrier: null,
  problem: null,
  isElsewhere: false,
}));

const { getState, setState } = useRunQueue;

const NO_STORAGE =
  "This browser gives the page no storage, so the runs of a queue would not be kept. Open the page in a normal window over https or on localhost.";

let file: QueueFile | null = null;
let tellOthers = () => {};

/**
 * Reads or changes the stored queue. A damaged one is set aside first; one of a newer version is left as it is.
 * @returns null if it is of a newer version
 */
async function withStored(from: QueueFile, work: () => Promise<RunQueue>): Promise<RunQueue | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NewerQueueError) {
      setState({ barrier: error.message, queue: EMPTY_QUEUE });
      return null;
    }
    if (!(error instanceof QueueError)) throw error;
    const name = await from.setAside();
    setState({
      problem: `${error.message} It was set aside as ${name} in this browser's storage; the queue is empty.`,
    });
    return work();
  }
}

async function refresh(): Promise<void> {
  if (!file) return;
  const from = file;
  try {
    const stored = await whileChangingQueue(() => withStored(from, () => from.read()));
    const queue = stored ?? EMPTY_QUEUE;
    const isOwn = useQueueStore.getState().progress !== null;
    setState({ queue, isElsewhere: !isOwn && (await queueRuns()) });
  } catch (error) {
    setState({ problem: sentenceOf(error) });
  }
}

/** A page that is reloaded may hold its lock for a moment after the new one has begun, ms. */
const RELEASE_MILLISECONDS = 500;

async function openOnce(): Promise<void> {
  if (!isSecureContext) {
    setState({ isOpen: true, barrier: NO_STORAGE });
    return;
  }
  try {
    file = new QueueFile(await openOpfsFolder(QUEUE_FOLDER));
  } catch (error) {
    setState({ isOpen: true, barrier: error instanceof StoreError ? NO_STORAGE : sentenceOf(error) });
    return;
  }
  tellOthers = openChangeChannel("queue", () => void refresh());
  // Another tab that trains may have ended without a word.
  window.addEventListener("focus", () => void refresh());
  await refresh();
  if (getState().queue.started && getState().isElsewhere) {
    await new Promise((resolve) => setTimeout(resolve, RELEASE_MILLISECONDS));
    await refresh();
  }
  const { queue, isElsewhere } = getState();
  const text = queue.started && !isElsewhere ? interruptionText(queue) : null;
  if (text !== null) useQueueStore.setState({ notice: { kind: "interrupted", text } });
  setState({ isOpen: true });
}

let opening: Promise<void> | null = null;

/** Reads the queue of earlier visits, once in a visit, and follows the changes by other tabs. */
export function openQueue(): Promise<void> {
  opening ??= openOnce();
  return opening;
}

/**
 * Changes the stored queue, on top of what other tabs have changed, and shows it in all tabs. Returns whether it was
 * stored; if not, the reason is shown and the queue stays as it was.
 */
export async function changeQueue(change: (queue: RunQueue) => RunQueue): Promise<boolean> {
  await openQueue();
  if (!file || getState().barrier !== null) return false;
  const to = file;
  setState({ problem: null });
  try {
    const isChanged = await whileChangingQueue(async () => {
      const queue = await withStored(to, () => to.change(change));
      if (queue) setState({ queue });
      return queue !== null;
    });
    if (!isChanged) return false;
    tellOthers();
    return true;
  } catch (error) {
    setState({ problem: sentenceOf(error) });
    return false;
  }
}

/** Dismisses what happened to a damaged queue, or why the last act failed. */
export function dismissQueueProblem(): void {
  setState({ problem: null });
}

/** Dismisses the notice about the queue; one that was interrupted is not offered again. */
export function dismissQueueNotice(): void {
  const { notice } = useQueueStore.getState();
  useQueueStore.setState({ notice: null });
  if (notice?.kind === "interrupted") void changeQueue(ended);
}
