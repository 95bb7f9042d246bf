import type { Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import type { ThreadLostError } from "../engine/device/device-error.ts";
import type { Executor } from "../engine/executor.ts";
import { allFinite } from "../engine/training/trainer.ts";
import type { Weights } from "../nets/weights.ts";
import { TrainingError } from "./training-error.ts";

/**
 * Keeps the weights of a network that trained until a thread of the CPU engine was lost: unlike those on a lost GPU,
 * the weights of the last step are still there. Returns the error that ends the run.
 */
export async function endWithThread(
  cause: ThreadLostError,
  stage: Stage,
  executor: Pick<Executor, "readState">,
  keep: (weights: Weights, step: number) => void,
): Promise<TrainingError> {
  const { weights, steps } = await executor.readState();
  const isKept = steps > 0 && allFinite(weights);
  if (isKept) keep(weights, steps);
  const outcome = isKept
    ? "The last good weights are kept: export them, or train again"
    : "No weights had been kept yet: train again";
  return new TrainingError(
    `A thread of the CPU engine stopped working, which ended the run at step ${steps} of the stage ${stageTitle(stage)}. ${outcome}. If it happens again, memory may be short: close other tabs and programs, or reduce the batch size.`,
    { cause },
  );
}
