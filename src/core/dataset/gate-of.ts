import type { Gate } from "../recipe/recipe.ts";

/** The mask that gates an image where `gate` is chosen: without labels there is no true one. */
export function gateOf({ labelled }: { readonly labelled: boolean }, gate: Gate): Gate {
  return labelled ? gate : "predicted";
}
