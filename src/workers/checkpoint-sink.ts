import { StoreError } from "../platform/folder.ts";
import { openOpfsFolder } from "../platform/opfs-folder.ts";
import { openRunStore } from "./open-run-store.ts";

/** Where the checkpoint of a run is stored. */
export interface CheckpointSink {
  /** Replaces the previous checkpoint completely or not at all. May throw a StoreError. */
  write(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  /** Deletes the checkpoint of a run that has finished. May throw a StoreError. */
  discard(): Promise<void>;
}

/** Name of the checkpoint in the folder of a run. */
export const CHECKPOINT_FILE = "checkpoint.bin";

/** The folder of a run in the browser's storage. */
export const runFolder = (id: string) => `runs/${id}`;

/**
 * The place of the checkpoint of a run in the browser's storage; null if the browser provides none.
 * @param limit maximum size of all runs together, bytes, above which older ones give way; null for none
 */
export async function openCheckpointSink(id: string, limit: number | null): Promise<CheckpointSink | null> {
  if (!isSecureContext) return null;
  try {
    const folder = await openOpfsFolder(runFolder(id));
    const store = await openRunStore();
    return {
      async write(parts) {
        const put = () => folder.write(CHECKPOINT_FILE, parts);
        const bytes = parts.reduce((sum, { length }) => sum + length, 0);
        await (limit === null ? put() : store.withRoom({ id, bytes, limit }, put));
      },
      discard: () => folder.delete(CHECKPOINT_FILE),
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return null;
  }
}
