import type { FieldSource } from "../../state/view.ts";
import type { Layer } from "./layers.ts";
import type { ShownLayers } from "./shown-panels.ts";

/** Why the shown fields do not contain a layer, and what to do. */
export function whyMissing(
  { id, group, needsTruth }: Layer,
  { coming, labelled }: Pick<ShownLayers, "coming" | "labelled">,
  source: FieldSource,
): string {
  if (needsTruth === true && !labelled) return "This image has no masks, so it has no targets.";
  if (id === "gatedImage") return "This network sees the whole image.";
  if (id === "input")
    return "Without augmentation, the network input equals the image. Show an augmented crop.";
  if (group === "stale") {
    return source === "whole"
      ? "Show an augmented crop to see stale vectors."
      : "There are no stale vectors of this sample.";
  }
  if (!coming.has(id)) return "Predictions appear here after training.";
  return source === "training"
    ? "Predicted while this network is being trained."
    : "The prediction appears here.";
}
