import * as v from "valibot";
import { LabError } from "../errors.ts";
import { EXPERIMENTS } from "./experiments.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import type { Recipe } from "./recipe.ts";

/** Incremented whenever the format of the document changes. */
const VERSION = 1;

const LONGEST_NAME = 60;
const MAX_SAVED = 200;

const schema = v.object({ version: v.literal(VERSION), recipes: v.array(v.unknown()) });

/** Recipes that the user saved under names, in the order of saving. */
export interface SavedRecipes {
  readonly recipes: readonly Recipe[];
  /** Entries that this version cannot read, e.g. those of a newer one. They are kept as they are. */
  readonly unread: readonly unknown[];
}

/** The list before any recipe is saved. */
export const NOTHING_SAVED: SavedRecipes = { recipes: [], unread: [] };

/** The document with the saved recipes cannot be read at all. */
export class SavedRecipesError extends LabError {
  override name = "SavedRecipesError";
}

/** Saved recipes as text; `parseSavedRecipes` is the inverse. */
export function savedRecipesText({ recipes, unread }: SavedRecipes): string {
  return JSON.stringify({ version: VERSION, recipes: [...recipes, ...unread] });
}

function readRecipe(entry: unknown): Recipe | null {
  try {
    return parseRecipe(entry);
  } catch {
    // The caller keeps and counts what cannot be read.
    return null;
  }
}

/**
 * Parses untrusted text as saved recipes. Recipes of older versions are upgraded; entries that cannot be read
 * are kept apart.
 * @throws SavedRecipesError if the document is damaged or of another version
 */
export function parseSavedRecipes(text: string): SavedRecipes {
  let entries: readonly unknown[];
  try {
    entries = v.parse(schema, JSON.parse(text)).recipes;
  } catch (error) {
    throw new SavedRecipesError("The saved recipes are damaged or of another version.", { cause: error });
  }
  const recipes: Recipe[] = [];
  const unread: unknown[] = [];
  for (const entry of entries) {
    const recipe = readRecipe(entry);
    if (recipe && !isBuiltIn(recipe.name) && !savedAs(recipe.name, recipes)) recipes.push(recipe);
    else unread.push(entry);
  }
  return { recipes, unread };
}

/** Whether names are equal, ignoring case, Unicode form and surrounding spaces. */
function isSameName(a: string, b: string): boolean {
  return a.trim().localeCompare(b.trim(), "en", { sensitivity: "accent" }) === 0;
}

/** The saved recipe of a name, ignoring case; null if there is none. */
export function savedAs(name: string, recipes: readonly Recipe[]): Recipe | null {
  return recipes.find((recipe) => isSameName(recipe.name, name)) ?? null;
}

function isBuiltIn(name: string): boolean {
  return [...Object.keys(RECIPES), ...Object.keys(EXPERIMENTS)].some((other) => isSameName(other, name));
}

/** Why a recipe cannot be saved under a name, as a sentence; null if it can, perhaps replacing another. */
export function whyNotName(name: string, recipes: readonly Recipe[]): string | null {
  const trimmed = name.trim();
  if (trimmed === "") return "Enter a name.";
  if (trimmed.length > LONGEST_NAME)
    return `The name has ${trimmed.length} characters; at most ${LONGEST_NAME} are possible.`;
  if (/\p{Cc}/u.test(trimmed)) return "The name contains control characters. Type it without them.";
  if (isBuiltIn(trimmed)) return `"${trimmed}" is the name of a built-in recipe. Choose another name.`;
  if (recipes.length >= MAX_SAVED && !savedAs(trimmed, recipes))
    return `${MAX_SAVED} recipes are saved, which is the maximum. Delete one first.`;
  return null;
}

/** The recipes with one added under its name, in the place of one of the same name. */
export function withRecipe(recipes: readonly Recipe[], added: Recipe): readonly Recipe[] {
  const replaced = savedAs(added.name, recipes);
  return replaced ? recipes.map((recipe) => (recipe === replaced ? added : recipe)) : [...recipes, added];
}

/** The recipes without the one of a name. */
export function withoutRecipe(recipes: readonly Recipe[], name: string): readonly Recipe[] {
  const gone = savedAs(name, recipes);
  return recipes.filter((recipe) => recipe !== gone);
}
