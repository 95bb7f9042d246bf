import { builtInRecipe } from "../../core/recipe/built-in-recipe.ts";
import { EXPERIMENTS } from "../../core/recipe/experiments.ts";
import { isRecipeName, type RecipeName } from "../../core/recipe/presets.ts";
import type { Recipe } from "../../core/recipe/recipe.ts";
import { savedAs } from "../../core/recipe/saved-recipes.ts";
import { sameValue } from "../../core/same-value.ts";

/** Explanations of the named recipes. */
export const RECIPE_DETAILS: Readonly<Record<RecipeName, string>> = {
  few: "For few images and a laptop: one network for everything, 1000 steps",
  "few-large": "For few images and a graphics card: one wide network, 2000 steps",
  tiny: "For a first look: small crops, 60 steps per stage",
  quick: "For a laptop: small networks, 400 steps per stage",
  standard: "For a graphics card: larger networks and crops, 4000 steps per stage",
  paper: "Full width and learning rates of Bai & Urtasun, CVPR 2017",
};

/** The recipe that marks of changed settings refer to: a saved or a built-in one; null if it is unknown. */
export function presetOf({ name }: Recipe, saved: readonly Recipe[]): Recipe | null {
  return savedAs(name, saved) ?? builtInRecipe(name);
}

/**
 * The named recipe that a recipe started from, and whether it has been changed since. Seed and stale vectors
 * are ignored: they stay when another recipe is chosen, except that an experiment sets the vectors.
 */
export function recipeOrigin(recipe: Recipe): { name: string | null; changed: boolean } {
  const { name, seed, staleVectors } = recipe;
  const builtIn = builtInRecipe(name);
  if (!builtIn) return { name: null, changed: true };
  const kept = isRecipeName(name) ? { seed, staleVectors } : { seed };
  return { name, changed: !sameValue({ ...builtIn, ...kept }, recipe) };
}

/** Options of the menu for the recipes of experiments. */
export const EXPERIMENT_OPTIONS: readonly { readonly value: string; readonly label: string }[] =
  Object.entries(EXPERIMENTS).map(([value, { title }]) => ({ value, label: title }));

/**
 * Options of the menu for recipes that are not built in: the saved ones, and the present one if it has a name
 * of its own but is not saved.
 */
export function ownOptions(
  saved: readonly Recipe[],
  { name }: Recipe,
): readonly { readonly value: string; readonly label: string; readonly detail?: string }[] {
  const options = saved.map((recipe) => ({ value: recipe.name, label: recipe.name, detail: SAVED }));
  return builtInRecipe(name) || savedAs(name, saved) ? options : [...options, { value: name, label: name }];
}

const SAVED = "Saved in this browser";

/** What is known about the present recipe compared with the saved one of its name. */
export function describeSaved(saved: Recipe, recipe: Recipe): string {
  return sameValue({ ...saved, name: recipe.name }, recipe) ? `${SAVED}.` : "Changed after it was saved.";
}
