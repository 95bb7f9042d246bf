import { StoreError } from "../platform/folder.ts";
import { openOpfsFolder } from "../platform/opfs-folder.ts";
import { QUEUE_FILE, QUEUE_FOLDER } from "../workers/queue-names.ts";

/** Loads a queue of an earlier visit, if one is stored. */
export async function openStoredQueue(): Promise<void> {
  if (!isSecureContext) return;
  try {
    const file = await (await openOpfsFolder(QUEUE_FOLDER)).read(QUEUE_FILE);
    if (!file) return;
  } catch (error) {
    if (error instanceof StoreError) return;
    throw error;
  }
  actOnQueue("open");
}

/** Does something to the queue, whose code is loaded first. */
export function actOnQueue(act: "open" | "add" | "start" | "dismiss"): void {
  void import("./queue-acts.ts").then(({ QUEUE_ACTS }) => QUEUE_ACTS[act]());
}
