import { STAGES } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import type { EpochRow, StepRow } from "../../core/runs/curve-row.ts";
import { formatValue } from "./summarise-series.ts";

/**
 * The last loss of every stage with curves, in one line: on the validation images if they were evaluated, else
 * of the last step. Empty without curves.
 */
export function lastLosses(steps: readonly StepRow[], epochs: readonly EpochRow[]): string {
  const losses = STAGES.flatMap((stage) => {
    const validation = epochs.findLast((row) => row.stage === stage && row.validation)?.validation;
    if (validation) return `${stageTitle(stage)} ${formatValue(validation.loss)} (validation)`;
    const step = steps.findLast((row) => row.stage === stage);
    return step ? `${stageTitle(stage)} ${formatValue(step.loss)}` : [];
  });
  return losses.length === 0 ? "" : `Last loss: ${losses.join(", ")}`;
}
