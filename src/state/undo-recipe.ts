import type { Recipe } from "../core/recipe/recipe.ts";
import { changeText } from "../core/recipe/recipe-history.ts";
import { sameValue } from "../core/same-value.ts";
import { dismissReplaced, useOfferedRecipe } from "./offered-recipe.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRecipeHistory } from "./recipe-history.ts";

const { getState, setState } = useRecipeHistory;

function show(recipe: Recipe): void {
  useRecipeStore.setState({ recipe, error: null });
  // The earlier recipe is in place again, so that there is nothing to restore.
  const { replaced } = useOfferedRecipe.getState();
  if (replaced && sameValue(replaced.recipe, recipe)) dismissReplaced();
}

/** Undoes the last edit of the recipe. */
export function undoEdit(): void {
  const { done, undone } = getState();
  const edit = done.at(-1);
  if (!edit) return;
  const { recipe } = useRecipeStore.getState();
  setState({
    done: done.slice(0, -1),
    // What a program or a run has changed since then comes back with a redo, too.
    undone: [...undone, { ...edit, after: recipe }],
    told: `Undone: ${changeText(recipe, edit.before)} again.`,
  });
  show(edit.before);
}

/** Makes the edit again that was undone last. */
export function redoEdit(): void {
  const { done, undone } = getState();
  const edit = undone.at(-1);
  if (!edit) return;
  const { recipe } = useRecipeStore.getState();
  setState({
    done: [...done, { ...edit, before: recipe, at: performance.now() }],
    undone: undone.slice(0, -1),
    told: `Redone: ${changeText(recipe, edit.after)}.`,
  });
  show(edit.after);
}
