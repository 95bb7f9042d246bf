import { sentenceOf } from "../core/errors.ts";
import { openOpfsFolder } from "../platform/opfs-folder.ts";
import { saveFile } from "../platform/save-file.ts";
import { CHECKPOINT_FILE, runFolder } from "../workers/checkpoint-sink.ts";
import { useRunStore } from "./run.ts";

const NO_CHECKPOINT = "No checkpoint of the run has been stored.";

/** Offers the last checkpoint of the current run as a download. Returns the reason if there is none. */
export async function saveCheckpoint(): Promise<string | null> {
  const { runId, checkpointProblem } = useRunStore.getState();
  if (runId === null) return NO_CHECKPOINT;
  try {
    const file = await (await openOpfsFolder(runFolder(runId))).read(CHECKPOINT_FILE);
    if (!file) return checkpointProblem ?? NO_CHECKPOINT;
    saveFile(CHECKPOINT_FILE, file);
    return null;
  } catch (error) {
    return sentenceOf(error);
  }
}
