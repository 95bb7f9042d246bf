import { rename } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { earlyStopTexts } from "../src/core/schedule/early-stop-text.ts";
import type { RunState } from "../src/state/run.ts";
import { EXIT_INTERRUPTED } from "./ended-early.ts";
import type { OpenLab } from "./open-lab.ts";
import { showProgress } from "./progress.ts";

/** Name of the checkpoint in the output folder of a run. */
export const CHECKPOINT = "checkpoint.bin";

/**
 * Saves the last checkpoint of the run to the output folder, where the previous one stays until the new one is
 * complete. Throws a LabError with the lab's reason if there is none.
 */
export async function saveCheckpoint(lab: OpenLab, out: string): Promise<void> {
  const part = join(out, `${CHECKPOINT}.part`);
  await lab.save(part, () => lab.call("saveCheckpoint"));
  await rename(part, join(out, CHECKPOINT));
}

/** Stops the run on Ctrl+C; once more ends this process. */
function stopOnInterrupt(lab: OpenLab) {
  let isInterrupted = false;
  const onInterrupt = () => {
    if (isInterrupted) process.exit(EXIT_INTERRUPTED);
    isInterrupted = true;
    console.error("\nStopping the run and keeping what is done. Press Ctrl+C again to end without.");
    lab.call("stop").catch(() => {});
  };
  process.on("SIGINT", onInterrupt);
  return {
    isInterrupted: () => isInterrupted,
    end: () => process.off("SIGINT", onInterrupt),
  };
}

/** How a run ended. */
export interface FollowedRun {
  readonly run: RunState;
  /** Whether Ctrl+C stopped it. */
  readonly isInterrupted: boolean;
}

/** Waits for the end of `train`; meanwhile shows the progress and saves checkpoints to `out`. */
export async function followRun(lab: OpenLab, out: string, train: () => Promise<void>): Promise<FollowedRun> {
  const interrupt = stopOnInterrupt(lab);
  const { message: before } = await lab.call("run");
  let hasEnded = false;
  let saved = 0;
  let problem: string | null = null;
  // A run that has just finished has deleted its checkpoint; of a run that stops it is saved again at the end.
  const progress = showProgress(async () => {
    if (hasEnded) return null;
    const run = await lab.call("run");
    if (run.checkpointProblem !== problem && run.checkpointProblem !== null)
      console.error(run.checkpointProblem);
    problem = run.checkpointProblem;
    if (run.checkpoints > saved) await saveCheckpoint(lab, out).catch(() => {});
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
  const run = await lab.call("run");
  for (const text of earlyStopTexts(run.reports)) console.error(text);
  // A run that fails right after a checkpoint ends before it could be saved.
  if (run.phase === "failed" && run.checkpoints > 0) {
    await saveCheckpoint(lab, out);
    console.error(`The last checkpoint of the run is in ${out}; train --resume continues from it.`);
  }
  return { run, isInterrupted: interrupt.isInterrupted() };
}
