import { type NetworkName, networksOf } from "../../core/recipe/recipe.ts";
import type { LayerId } from "../../state/field-layers.ts";
import { isActive, type RunState } from "../../state/run.ts";
import type { FieldSource } from "../../state/view.ts";
import { LAYERS } from "./layers.ts";

/** Networks that predict the shown fields now or once the run in progress has trained them. */
function predictingNetworks(
  { phase, stage, chosenStages, trained }: Pick<RunState, "phase" | "stage" | "chosenStages" | "trained">,
  source: FieldSource,
): ReadonlySet<NetworkName> {
  // A training sample is predicted by the network in training only.
  const stages =
    isActive(phase) && source === "training" && stage
      ? [stage]
      : [...trained, ...(isActive(phase) ? chosenStages : [])];
  return new Set(stages.flatMap(networksOf));
}

/** The predicted layers that have a panel before they are there, so that nothing moves when they come. */
export function comingLayers(
  run: Parameters<typeof predictingNetworks>[0],
  source: FieldSource,
  labelled: boolean,
): ReadonlySet<LayerId> {
  const networks = predictingNetworks(run, source);
  // Without ground truth, directions are predicted within the predicted mask.
  if (!labelled && !networks.has("semantic")) return new Set();
  const coming = LAYERS.filter(
    ({ network, needsTruth }) => network && networks.has(network) && (labelled || !needsTruth),
  );
  return new Set(coming.map(({ id }) => id));
}
