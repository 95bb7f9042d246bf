import { hasFields } from "../recipe/has-fields.ts";
import type { Recipe } from "../recipe/recipe.ts";

/** JSON with the fields of each object in alphabetical order. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    hasFields(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Text that is equal for two recipes exactly if they differ in nothing but seed and name. */
export function groupKey(recipe: Recipe): string {
  const { seed: _, name: __, ...settings } = recipe;
  return sortedJson(settings);
}
