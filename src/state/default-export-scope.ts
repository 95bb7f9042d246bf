import { predictsQuantity } from "../core/recipe/pipelines.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { Scope } from "./instance-settings.ts";

/**
 * The images whose masks are most likely wanted: those for prediction if a network predicts their mask, else
 * the validation images, else all.
 */
export function defaultExportScope(hasImages: (scope: Scope) => boolean, trained: readonly Stage[]): Scope {
  if (predictsQuantity(trained, "mask") && hasImages("prediction")) return "prediction";
  return hasImages("validation") ? "validation" : "all";
}
