import { predictsQuantity } from "../../core/recipe/pipelines.ts";
import type { LayerId } from "../../state/field-layers.ts";
import { isActive, type RunState } from "../../state/run.ts";
import { LAYERS } from "./layers.ts";

/**
 * The predicted layers of networks that are trained, or will be by the run in progress. They have a panel
 * before they are there, so that nothing moves when they come.
 */
export function comingLayers(
  { phase, chosenStages, trained }: Pick<RunState, "phase" | "chosenStages" | "trained">,
  labelled: boolean,
): ReadonlySet<LayerId> {
  const stages = isActive(phase) ? [...trained, ...chosenStages] : trained;
  // Without ground truth, directions are predicted within the predicted mask.
  if (!labelled && !predictsQuantity(stages, "mask")) return new Set();
  const coming = LAYERS.filter(
    ({ quantity, needsTruth }) => quantity && predictsQuantity(stages, quantity) && (labelled || !needsTruth),
  );
  return new Set(coming.map(({ id }) => id));
}
