import type { Stage } from "../core/recipe/recipe.ts";
import type { Scope } from "./instance-settings.ts";

/**
 * The images whose masks are most likely wanted: those for prediction if a U-Net can predict their mask, else
 * the validation images, else all.
 */
export function defaultExportScope(hasImages: (scope: Scope) => boolean, trained: readonly Stage[]): Scope {
  if (trained.includes("semantic") && hasImages("prediction")) return "prediction";
  return hasImages("validation") ? "validation" : "all";
}
