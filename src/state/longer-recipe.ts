import type { Recipe } from "../core/recipe/recipe.ts";

/** The recipe that trains longer than a preset, by the preset's name. */
const LONGER: Readonly<Partial<Record<string, string>>> = { tiny: "Quick", quick: "Standard" };

/** The preset that trains longer than a recipe, in words; null if there is none. */
export function longerRecipe({ name }: Pick<Recipe, "name">): string | null {
  return LONGER[name] ?? null;
}
