import type { Recipe } from "../../core/recipe/recipe.ts";
import { recipeDifferences, settingText } from "../../core/recipe/recipe-differences.ts";
import { type RecipePath, settingAt } from "../../core/recipe/recipe-path.ts";
import { ALL_STAGES, settingLabel } from "../../core/recipe/setting-label.ts";

/** Words of one line of the list; what is beyond is counted. */
const MOST_SETTINGS = 12;

function textAt(recipe: Recipe, path: RecipePath): string {
  const stage = path.map((name) => (name === ALL_STAGES ? "semantic" : name));
  return settingText(settingAt(recipe, stage));
}

/**
 * For each of several recipes, the settings in which they differ, e.g. `Seed 2 · Crop 64`; `same settings` where they
 * are alike.
 */
export function varyingSettings(recipes: readonly Recipe[]): readonly string[] {
  const [first] = recipes;
  const paths = new Map<string, RecipePath>();
  for (const recipe of recipes) {
    for (const { path } of recipeDifferences(first, recipe)) paths.set(path.join("."), path);
  }
  const shown = [...paths.values()].slice(0, MOST_SETTINGS);
  const more = paths.size - shown.length;
  return recipes.map((recipe) => {
    const parts = shown.map((path) => `${settingLabel(path)} ${textAt(recipe, path)}`);
    if (more > 0) parts.push(`${more} more`);
    return parts.length === 0 ? "same settings" : parts.join(" · ");
  });
}
