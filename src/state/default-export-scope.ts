import type { Stage } from "../core/recipe/recipe.ts";
import type { Scope } from "./instance-settings.ts";

/**
 * The images that one most likely wants masks of: those without labels, for which a U-Net must predict the mask, else
 * those that validate, else all.
 */
export function defaultExportScope(hasImages: (scope: Scope) => boolean, trained: readonly Stage[]): Scope {
  if (trained.includes("semantic") && hasImages("unlabelled")) return "unlabelled";
  return hasImages("validation") ? "validation" : "all";
}
