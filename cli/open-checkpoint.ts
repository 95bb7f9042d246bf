import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { LabError } from "../src/core/errors.ts";
import type {} from "../src/state/scripting.ts";
import type { CheckpointSummary } from "../src/workers/checkpoint.protocol.ts";
import { CHECKPOINT } from "./follow-run.ts";

/** The checkpoint in the output folder of a run. Throws a LabError if there is none. */
export function checkpointIn(folder: string): string {
  const path = join(folder, CHECKPOINT);
  if (existsSync(path)) return path;
  throw new LabError(
    `There is no ${CHECKPOINT} in ${folder}. Give the output folder of a run that was stopped or interrupted; a finished run has none.`,
  );
}

/** Opens a checkpoint in the page. Throws a LabError with the page's reason if it is refused. */
export async function openCheckpoint(page: Page, path: string): Promise<CheckpointSummary> {
  const input = await page.evaluateHandle(() => {
    const made = document.createElement("input");
    made.type = "file";
    return made;
  });
  await input.setInputFiles(path);
  const { summary, error } = await page.evaluate(
    async ([made, name]) => {
      const [file] = made.files ?? [];
      const opened = await window.directionLab.openCheckpoint({ name, file });
      return { summary: opened, error: window.directionLab.offered().error };
    },
    [input, path] as const,
  );
  if (!summary) throw new LabError(error ?? "The checkpoint could not be opened.");
  return summary;
}

/** Throws a LabError that lists what has changed since the checkpoint, unless that is accepted. */
export async function checkUnchanged(page: Page, folder: string, isAccepted: boolean): Promise<void> {
  const changes = await page.evaluate(() => window.directionLab.changes());
  if (changes.length === 0) return;
  const listed = changes.map((change) => `  ${change}`).join("\n");
  if (!isAccepted) {
    throw new LabError(
      `The run in ${folder} was begun with other images or settings:\n${listed}\nRestore them, or add --resume-anyway to go on with the present ones.`,
    );
  }
  console.error(`The run goes on although images or settings have changed:\n${listed}`);
}
