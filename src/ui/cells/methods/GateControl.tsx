import { gateOfAll } from "../../../core/recipe/gate-of.ts";
import { predictsQuantity } from "../../../core/recipe/pipelines.ts";
import { chooseGate, useInstanceSettings } from "../../../state/instance-settings.ts";
import { useRunStore } from "../../../state/run.ts";
import { Segmented } from "../../controls/Segmented.tsx";

const NO_UNET = "There is no predicted mask: train One network or the stage Cell mask first.";
const NO_LABELS = "There is no ground-truth mask: none of these images has labels.";

/**
 * Choice of the mask in which cells are found. If none of the images has labels, only the predicted mask is
 * possible.
 */
export function GateControl({ records }: { records: readonly { readonly labelled: boolean }[] }) {
  const chosen = useInstanceSettings((settings) => settings.gate);
  const noUnet = useRunStore(({ trained }) => trained.length > 0 && !predictsQuantity(trained, "mask"));
  const gate = gateOfAll(records, chosen);
  const noLabels = gateOfAll(records, "true") === "predicted";
  return (
    <Segmented
      label="Gating mask"
      labelHidden
      value={gate}
      onChange={chooseGate}
      options={[
        { value: "true", label: "True mask", disabled: noLabels, title: noLabels ? NO_LABELS : undefined },
        {
          value: "predicted",
          label: "Predicted mask",
          disabled: noUnet,
          title: noUnet ? NO_UNET : undefined,
        },
      ]}
    />
  );
}
