import type { CheckpointCalls, CheckpointSummary } from "./checkpoint.protocol.ts";
import type { Handlers } from "./rpc.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";
import { readRunCheckpoint } from "./unpack-run-checkpoint.ts";

function summaryOf(checkpoint: RunCheckpoint): CheckpointSummary {
  const { id, startedAt, source, recipe, stages, images, rateFactor, progress, rows, training } = checkpoint;
  return {
    run: { id, startedAt, source },
    recipe,
    stages,
    images,
    rateFactor,
    stage: progress[progress.length - 1].stage,
    step: training.state.steps,
    steps: rows.filter(({ kind }) => kind === "step").length,
  };
}

/** Handlers of the calls about checkpoints. */
export const checkpointCalls: Handlers<CheckpointCalls> = {
  openCheckpoint: async (checkpoint) => summaryOf(await readRunCheckpoint(checkpoint)),
};
