import { pipelineInUse, predictsQuantity, stagesInUse } from "../../core/recipe/pipelines.ts";
import type { Pipeline } from "../../core/recipe/recipe.ts";
import type { LayerId } from "../../state/field-layers.ts";
import { isActive, type RunState } from "../../state/run.ts";
import { LAYERS, type Layer } from "./layers.ts";

/** Whether networks of a pipeline predict a layer of an image with or without ground truth. */
function isPredicted({ needsTruth, pipeline: own }: Layer, pipeline: Pipeline, labelled: boolean): boolean {
  if (own !== undefined && own !== pipeline) return false;
  return labelled || (needsTruth !== true && needsTruth !== pipeline);
}

/**
 * The predicted layers of networks that are trained, or will be by the run in progress. They have a panel
 * before they are there, so that nothing moves when they come.
 * @param chosen the pipeline of the recipe
 */
export function comingLayers(
  { phase, chosenStages, trained }: Pick<RunState, "phase" | "chosenStages" | "trained">,
  labelled: boolean,
  chosen: Pipeline,
): ReadonlySet<LayerId> {
  const all = isActive(phase) ? [...trained, ...chosenStages] : trained;
  const pipeline = pipelineInUse(all, chosen);
  const stages = stagesInUse(all, chosen);
  // Without ground truth, directions are predicted within the predicted mask.
  if (!labelled && !predictsQuantity(stages, "mask")) return new Set();
  const coming = LAYERS.filter(
    (layer) =>
      layer.quantity && predictsQuantity(stages, layer.quantity) && isPredicted(layer, pipeline, labelled),
  );
  return new Set(coming.map(({ id }) => id));
}
