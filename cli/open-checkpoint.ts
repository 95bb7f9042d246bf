import { existsSync } from "node:fs";
import { join } from "node:path";
import { LabError } from "../src/core/errors.ts";
import type { CheckpointSummary } from "../src/workers/checkpoint.protocol.ts";
import { CHECKPOINT } from "./follow-run.ts";
import type { OpenLab } from "./open-lab.ts";

/** The checkpoint in the output folder of a run. Throws a LabError if there is none. */
export function checkpointIn(folder: string): string {
  const path = join(folder, CHECKPOINT);
  if (existsSync(path)) return path;
  throw new LabError(
    `There is no ${CHECKPOINT} in ${folder}. Give the output folder of a run that was stopped or interrupted; a finished run has none.`,
  );
}

/** Opens a checkpoint. Throws a LabError with the lab's reason if it is refused. */
export async function openCheckpoint(lab: OpenLab, path: string): Promise<CheckpointSummary> {
  const summary = await lab.openCheckpoint(path);
  if (summary) return summary;
  const { error } = await lab.call("offered");
  throw new LabError(error ?? "The checkpoint could not be opened.");
}

/** Throws a LabError that lists what has changed since the checkpoint, unless that is accepted. */
export async function checkUnchanged(lab: OpenLab, folder: string, isAccepted: boolean): Promise<void> {
  const changes = await lab.call("changes");
  if (changes.length === 0) return;
  const listed = changes.map((change) => `  ${change}`).join("\n");
  if (!isAccepted) {
    throw new LabError(
      `The run in ${folder} was begun with other images or settings:\n${listed}\nRestore them, or add --resume-anyway to go on with the present ones.`,
    );
  }
  console.error(`The run goes on although images or settings have changed:\n${listed}`);
}
