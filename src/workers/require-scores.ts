import { monitoredBy } from "../core/recipe/monitored-by.ts";
import { MONITORED_SCORES } from "../core/recipe/monitored-scores.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { TrainingError } from "./training-error.ts";

const HOW_TO_TURN_OFF = "choose another schedule, early stopping or score of the best weights";

/** What the first validation of a stage has shown. */
interface Measured {
  /** Whether there are images to validate on. */
  readonly validates: boolean;
  /** Whether later validations count cells. */
  readonly countsCells: boolean;
}

/**
 * Checks that validation measures the scores that a stage follows.
 * @throws TrainingError if it never will: the setting would have no effect
 */
export function requireScores(recipe: Recipe, stage: Stage, { validates, countsCells }: Measured): void {
  const settings = recipe.stages[stage];
  const followed = monitoredBy(recipe.keep === "best" ? settings : { ...settings, bestBy: "auto" });
  const missing = followed.find(
    (score) => !validates || (MONITORED_SCORES[score].countsCells && !countsCells),
  );
  if (!missing) return;
  const start = `${stageTitle(stage)} follows the score "${MONITORED_SCORES[missing].title}" on validation, but`;
  throw new TrainingError(
    validates
      ? `${start} without a trained Direction Net no cells are counted there. Train the stage ${stageTitle("direction")} first, or ${HOW_TO_TURN_OFF}.`
      : `${start} no image with cells validates. Assign some to validation in the table under Pairing, or ${HOW_TO_TURN_OFF}.`,
  );
}
