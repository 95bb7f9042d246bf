import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { experimentOf } from "../core/recipe/experiments.ts";
import { isRecipeName } from "../core/recipe/presets.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import {
  NOTHING_SAVED,
  parseSavedRecipes,
  type SavedRecipes,
  savedAs,
  savedRecipesText,
  withoutRecipe,
  withRecipe,
} from "../core/recipe/saved-recipes.ts";
import { useKeptStore } from "./kept.ts";
import { chooseExperiment, chooseRecipe, editRecipe, useRecipeStore } from "./recipe.ts";

const KEY = "direction-lab.recipes";
/** A damaged document is kept here, so that saving does not overwrite it. */
const DAMAGED_KEY = "direction-lab.recipes-damaged";

interface SavedRecipesState extends SavedRecipes {
  /** The recipe that was deleted or replaced last; `undoSaved` restores it. */
  readonly last: { readonly what: "deleted" | "replaced"; readonly recipe: Recipe } | null;
  /** Why the last change could not be stored. */
  readonly error: string | null;
}

/** Recipes saved under names, kept by the browser across visits. */
export const useSavedRecipes = create<SavedRecipesState>(() => ({
  ...NOTHING_SAVED,
  last: null,
  error: null,
}));

const { getState, setState } = useSavedRecipes;

function report(problem: string): void {
  useKeptStore.setState(({ problems }) => ({ problems: [...problems, problem] }));
}

function read(): SavedRecipes {
  const text = localStorage.getItem(KEY);
  return text === null ? NOTHING_SAVED : parseSavedRecipes(text);
}

/** Loads the recipes of earlier visits, and follows changes by other tabs. */
export function openSavedRecipes(): void {
  try {
    const saved = read();
    setState(saved);
    if (saved.unread.length > 0)
      report(
        `${saved.unread.length} of the saved recipes cannot be read by this version. They are kept, but not shown.`,
      );
  } catch (error) {
    const text = localStorage.getItem(KEY) ?? "";
    // First removed, to make room for the copy.
    localStorage.removeItem(KEY);
    localStorage.setItem(DAMAGED_KEY, text);
    report(
      `${sentenceOf(error)} They were set aside as ${DAMAGED_KEY} in this browser's storage; the list is empty.`,
    );
  }
  addEventListener("storage", ({ key }) => {
    if (key === KEY) refresh();
  });
}

/** Loads what another tab has stored; a document of another version of the page is left alone. */
function refresh(): void {
  try {
    setState(read());
  } catch (error) {
    setState({ error: sentenceOf(error) });
  }
}

/** Applies a change to what is stored now, perhaps by another tab; false, with the reason, if that fails. */
function change(update: (recipes: readonly Recipe[]) => readonly Recipe[]): boolean {
  try {
    const saved = read();
    const now = { ...saved, recipes: update(saved.recipes) };
    localStorage.setItem(KEY, savedRecipesText(now));
    setState({ ...now, last: null, error: null });
    return true;
  } catch (error) {
    const reason =
      error instanceof DOMException ? "The browser's storage is full or blocked." : sentenceOf(error);
    setState({ error: `The saved recipes could not be changed. ${reason}` });
    return false;
  }
}

/** Saves the present recipe under a name, which it takes; a saved recipe of that name is replaced. */
export function saveRecipe(name: string): void {
  const recipe = { ...useRecipeStore.getState().recipe, name: name.trim() };
  const replaced = savedAs(recipe.name, getState().recipes);
  if (!change((recipes) => withRecipe(recipes, recipe))) return;
  editRecipe({ name: recipe.name });
  if (replaced) setState({ last: { what: "replaced", recipe: replaced } });
}

/** Deletes a saved recipe; the present recipe stays. */
export function deleteRecipe(name: string): void {
  const recipe = savedAs(name, getState().recipes);
  if (!recipe || !change((recipes) => withoutRecipe(recipes, name))) return;
  setState({ last: { what: "deleted", recipe } });
}

/** Restores the recipe that was deleted or replaced last. */
export function undoSaved(): void {
  const { last } = getState();
  if (last) change((recipes) => withRecipe(recipes, last.recipe));
}

/** Applies a built-in or saved recipe. A saved one is applied as it was saved, with its seed. */
export function chooseNamed(name: string): void {
  const recipe = savedAs(name, getState().recipes);
  const experiment = experimentOf(name);
  if (isRecipeName(name)) chooseRecipe(name);
  else if (experiment) chooseExperiment(experiment);
  else if (recipe) editRecipe(recipe);
}
