import type { Stage } from "../recipe/recipe.ts";
import { stageTitle } from "../recipe/stages.ts";

/** Outcome of a stage, as far as early stopping is concerned. */
interface EndedStage {
  readonly stage: Stage;
  readonly steps: number;
  /** Why early stopping ended it; null if it did not. */
  readonly stopped: string | null;
}

/** A sentence for each of some stages that ended early, with the reason. */
export function earlyStopTexts(stages: readonly EndedStage[]): string[] {
  return stages.flatMap(({ stage, steps, stopped }) =>
    stopped === null ? [] : [`${stageTitle(stage)} ended early, after ${steps} steps. ${stopped}`],
  );
}
