import { rename } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import type { Page } from "playwright";
import { earlyStopTexts } from "../src/core/schedule/early-stop-text.ts";
import type {} from "../src/state/scripting.ts";
import { EXIT_INTERRUPTED } from "./ended-early.ts";
import { showProgress } from "./progress.ts";
import { saveDownload } from "./save-download.ts";

/** Name of the checkpoint in the output folder of a run. */
export const CHECKPOINT = "checkpoint.bin";

/** The state of the run of a page. */
export function runOf(page: Page) {
  return page.evaluate(() => window.directionLab.run());
}

/**
 * Saves the last checkpoint of the run to the output folder, where the previous one stays until the new one is
 * complete. Throws a LabError with the page's reason if there is none.
 */
export async function saveCheckpoint(page: Page, out: string): Promise<void> {
  const part = join(out, `${CHECKPOINT}.part`);
  await saveDownload(page, part, () => page.evaluate(() => window.directionLab.saveCheckpoint()));
  await rename(part, join(out, CHECKPOINT));
}

/** Stops the run of a page on Ctrl+C; once more ends this process. */
function stopOnInterrupt(page: Page) {
  let isInterrupted = false;
  const onInterrupt = () => {
    if (isInterrupted) process.exit(EXIT_INTERRUPTED);
    isInterrupted = true;
    console.error("\nStopping the run and keeping what is done. Press Ctrl+C again to end without.");
    page.evaluate(() => window.directionLab.stop()).catch(() => {});
  };
  process.on("SIGINT", onInterrupt);
  return {
    isInterrupted: () => isInterrupted,
    end: () => process.off("SIGINT", onInterrupt),
  };
}

/** How a run in the page ended. */
export interface FollowedRun {
  readonly run: Awaited<ReturnType<typeof runOf>>;
  /** Whether Ctrl+C stopped it. */
  readonly isInterrupted: boolean;
}

/** Waits for the end of `train` in the page; meanwhile shows the progress and saves checkpoints to `out`. */
export async function followRun(page: Page, out: string, train: () => Promise<void>): Promise<FollowedRun> {
  const interrupt = stopOnInterrupt(page);
  const { message: before } = await runOf(page);
  let hasEnded = false;
  let saved = 0;
  let problem: string | null = null;
  // A run that has just finished has deleted its checkpoint; of a run that stops it is saved again at the end.
  const progress = showProgress(async () => {
    if (hasEnded) return null;
    const run = await runOf(page);
    if (run.checkpointProblem !== problem && run.checkpointProblem !== null)
      console.error(run.checkpointProblem);
    problem = run.checkpointProblem;
    if (run.checkpoints > saved) await saveCheckpoint(page, out).catch(() => {});
    saved = run.checkpoints;
    return run;
  }, before);
  // A failure is reported once the run has ended.
  progress.catch(() => {});
  try {
    await train();
  } finally {
    hasEnded = true;
    await progress;
    interrupt.end();
  }
  const run = await runOf(page);
  for (const text of earlyStopTexts(run.reports)) console.error(text);
  // A run that fails right after a checkpoint ends before it could be saved.
  if (run.phase === "failed" && run.checkpoints > 0) {
    await saveCheckpoint(page, out);
    console.error(`The last checkpoint of the run is in ${out}; train --resume continues from it.`);
  }
  return { run, isInterrupted: interrupt.isInterrupted() };
}
