import { experimentOf } from "./experiments.ts";
import { isRecipeName, RECIPES } from "./presets.ts";
import type { Recipe } from "./recipe.ts";

/** The built-in recipe of a name, of general use or of an experiment; null if there is none. */
export function builtInRecipe(name: string): Recipe | null {
  return isRecipeName(name) ? RECIPES[name] : (experimentOf(name)?.recipe ?? null);
}
