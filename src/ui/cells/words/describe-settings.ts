import { counted } from "../../../core/counted.ts";
import type { Gate } from "../../../core/recipe/recipe.ts";
import type { Scope } from "../../../state/instance-settings.ts";

/** The mask that gated a result. */
export const GATE_TEXT: Readonly<Record<Gate, string>> = {
  true: "with the true mask",
  predicted: "with the predicted mask",
};

/** Note on cells whose score equals that of the mask they were found in. */
export const NO_BETTER = "No better than the connected components of the mask.";

const SCOPE_IMAGES: Readonly<Record<Scope, readonly [one: string, many: string]>> = {
  validation: ["validation image", "validation images"],
  prediction: ["image to predict", "images to predict"],
  all: ["image", "images"],
};

/** Number and kind of the images, e.g. `4 validation images`, `All 12 images`. */
function describeScope(scope: Scope, images: number): string {
  const all = scope === "all" && images > 1 ? "All " : "";
  return `${all}${counted(images, ...SCOPE_IMAGES[scope])}`;
}

/** The images and the mask that gates them: images without labels have no ground-truth mask. */
export function describeCoverage(
  scope: Scope,
  records: readonly { readonly labelled: boolean }[],
  gate: Gate,
): string {
  const plain = records.filter(({ labelled }) => !labelled).length;
  const only = plain > 0 && plain === records.length;
  const rest = gate === "true" && plain > 0 && !only ? ", those without labels with the predicted one" : "";
  return `${describeScope(scope, records.length)}, ${GATE_TEXT[only ? "predicted" : gate]}${rest}`;
}
