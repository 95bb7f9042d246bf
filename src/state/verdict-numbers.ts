import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { networksOf, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { isStillFalling } from "../core/verdict/still-falling.ts";
import type { ImageCount, VerdictNumbers } from "../core/verdict/verdict-numbers.ts";
import type { SetScore } from "../workers/cells.protocol.ts";
import { recordsInScope } from "./cells-scope.ts";
import { longerRecipe } from "./longer-recipe.ts";
import { useOriginsStore } from "./network-origins.ts";
import { networksInUse } from "./networks-in-use.ts";
import { useRecipeStore } from "./recipe.ts";
import { runLog, useRunStore } from "./run.ts";

const JOINT: readonly Stage[] = networksOf("joint");

/**
 * Whether the loss of a stage still fell; null unless its curve is of the last training of its networks, which
 * may have been the joint one.
 */
function fallingOf(stage: Stage): boolean | null {
  const origin = useOriginsStore.getState().origins[stage];
  const { curveRuns, seen } = useRunStore.getState();
  const isRefined = seen.joint !== undefined && JOINT.includes(stage);
  if (isRefined) return null;
  if (origin?.kind !== "run" || curveRuns[stage] !== origin.startedAt) return null;
  return isStillFalling(runLog.steps.filter((row) => row.stage === stage).map(({ loss }) => loss));
}

/** The image with the lowest fraction of cells found; null with fewer than two images. */
function worstOf(records: readonly ImageRecord[], { images }: SetScore): ImageCount | null {
  const counts = images.flatMap(({ imageId, score }) => {
    const name = records.find(({ id }) => id === imageId)?.name;
    if (!name || !score || score.trueCells === 0) return [];
    return [{ name, trueCells: score.trueCells, matched: Math.round(score.recall * score.trueCells) }];
  });
  if (counts.length < 2) return null;
  return counts.reduce((worst, one) =>
    one.matched / one.trueCells < worst.matched / worst.trueCells ? one : worst,
  );
}

/** What was measured on validation images. */
export interface Measured {
  readonly predicted: SetScore;
  readonly trueMask: SetScore;
}

/** The numbers from which the networks are judged; without a measurement the cells found are unknown. */
export function verdictNumbers(choice: InstanceChoice, measured: Measured | null): VerdictNumbers {
  const records = recordsInScope("validation");
  return {
    networks: [...new Set(networksInUse().flatMap(networksOf))],
    validationImages: records.length,
    judgedImages: measured?.predicted.images.length ?? 0,
    method: choice.method,
    predicted: measured?.predicted.outcomes ?? null,
    trueMask: measured?.trueMask.outcomes ?? null,
    angleRmsDegrees: measured?.predicted.evaluation?.angleRmsDegrees ?? null,
    falling: Object.fromEntries(STAGES.map((stage) => [stage, fallingOf(stage)])),
    longer: longerRecipe(useRecipeStore.getState().recipe),
    worst: measured && worstOf(records, measured.predicted),
  };
}
