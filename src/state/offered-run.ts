import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { StoreError } from "../platform/folder.ts";
import { openOpfsFolder } from "../platform/opfs-folder.ts";
import type { CheckpointSummary, NamedCheckpoint } from "../workers/checkpoint.protocol.ts";
import { CHECKPOINT_FILE, runFolder } from "../workers/checkpoint-sink.ts";
import { trainWorker } from "./workers.ts";

/** A run that can be resumed. */
interface ResumableRun {
  readonly checkpoint: NamedCheckpoint;
  readonly summary: CheckpointSummary;
}

interface OfferState {
  readonly offered: ResumableRun | null;
  /** What has changed since the checkpoint, as sentences, if the user is to decide about it. */
  readonly changes: readonly string[];
  /** Why the checkpoint could not be opened. */
  readonly error: string | null;
}

/** The run that the page offers to resume. */
export const useOfferedRun = create<OfferState>(() => ({ offered: null, changes: [], error: null }));

const { setState } = useOfferedRun;

/**
 * Offers to resume a run from an untrusted file. Returns its summary; null, with the reason in the store, if it
 * is refused.
 */
export async function offerRun(checkpoint: NamedCheckpoint): Promise<CheckpointSummary | null> {
  try {
    const summary = await trainWorker().call("openCheckpoint", checkpoint);
    setState({ offered: { checkpoint, summary }, changes: [], error: null });
    return summary;
  } catch (error) {
    setState({ offered: null, changes: [], error: sentenceOf(error) });
    return null;
  }
}

/** The checkpoint of a run in the browser's storage; null if there is none. */
export async function storedCheckpoint(id: string): Promise<NamedCheckpoint | null> {
  try {
    const file = await (await openOpfsFolder(runFolder(id))).read(CHECKPOINT_FILE);
    return file && { name: `${runFolder(id)}/${CHECKPOINT_FILE}`, file };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return null;
  }
}

/** Offers to resume a run if its checkpoint is stored, and returns whether it is; if not, an earlier offer stays. */
export async function offerStoredRun(id: string): Promise<boolean> {
  const checkpoint = await storedCheckpoint(id);
  if (checkpoint) await offerRun(checkpoint);
  return checkpoint !== null;
}

/** Withdraws the offer. */
export function dismissOffer(): void {
  setState({ offered: null, changes: [], error: null });
}
