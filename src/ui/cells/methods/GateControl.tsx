import { gateOfAll } from "../../../core/recipe/gate-of.ts";
import { chooseGate, useInstanceSettings } from "../../../state/instance-settings.ts";
import { useRunStore } from "../../../state/run.ts";
import { Segmented } from "../../controls/Segmented.tsx";

const NO_UNET = "There is no predicted mask: train the semantic stage first.";
const NO_LABELS = "There is no ground-truth mask: none of these images has labels.";

/** Which mask the cells of images are found in. Where none of them has labels that is the predicted one. */
export function GateControl({ records }: { records: readonly { readonly labelled: boolean }[] }) {
  const chosen = useInstanceSettings((settings) => settings.gate);
  const noUnet = useRunStore(({ trained }) => trained.length > 0 && !trained.includes("semantic"));
  const gate = gateOfAll(records, chosen);
  const noLabels = gateOfAll(records, "true") === "predicted";
  return (
    <Segmented
      label="Gated by"
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
