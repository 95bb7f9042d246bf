import { saveFile } from "../platform/save-file.ts";
import { CHECKPOINT_FILE } from "../workers/checkpoint-sink.ts";
import { storedCheckpoint } from "./offered-run.ts";
import { useRunStore } from "./run.ts";

const NO_CHECKPOINT = "No checkpoint of the run is stored.";

/** Offers the last checkpoint of the current run as a download. Returns the reason if there is none. */
export async function saveCheckpoint(): Promise<string | null> {
  const { runId, checkpointProblem } = useRunStore.getState();
  const checkpoint = runId === null ? null : await storedCheckpoint(runId);
  if (!checkpoint) return checkpointProblem ?? NO_CHECKPOINT;
  saveFile(CHECKPOINT_FILE, checkpoint.file);
  return null;
}
