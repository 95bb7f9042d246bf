import type { Gate, Stage } from "./recipe.ts";

/** The mask that gates an image where `gate` is chosen: without labels there is no true one. */
export function gateOf({ labelled }: { readonly labelled: boolean }, gate: Gate): Gate {
  return labelled ? gate : "predicted";
}

/** The mask that gates images, where `gate` is chosen: where none of them has labels there is no true one. */
export function gateOfAll(images: readonly { readonly labelled: boolean }[], gate: Gate): Gate {
  return images.length > 0 && !images.some(({ labelled }) => labelled) ? "predicted" : gate;
}

/** The mask to start with: the predicted one as soon as a U-Net is trained, since the true one holds the answer. */
export function defaultGate(trained: readonly Stage[]): Gate {
  return trained.includes("semantic") ? "predicted" : "true";
}
