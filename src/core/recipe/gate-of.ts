import { predictsQuantity } from "./pipelines.ts";
import type { Gate, Stage } from "./recipe.ts";

/** The mask that gates an image: `gate`, or the predicted mask for an image without labels. */
export function gateOf({ labelled }: { readonly labelled: boolean }, gate: Gate): Gate {
  return labelled ? gate : "predicted";
}

/** The mask that gates images: `gate`, or the predicted mask if none of them has labels. */
export function gateOfAll(images: readonly { readonly labelled: boolean }[], gate: Gate): Gate {
  return images.length > 0 && !images.some(({ labelled }) => labelled) ? "predicted" : gate;
}

/**
 * Default mask: the predicted one once a network predicts it, since the true mask reveals part of the ground
 * truth.
 */
export function defaultGate(trained: readonly Stage[]): Gate {
  return predictsQuantity(trained, "mask") ? "predicted" : "true";
}
