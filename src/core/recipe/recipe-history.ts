import { counted } from "../counted.ts";
import { sameValue } from "../same-value.ts";
import type { Recipe } from "./recipe.ts";
import { recipeDifferences } from "./recipe-differences.ts";
import { settingValueText } from "./setting-value-text.ts";

/** An edit of the recipe. */
export interface RecipeEdit {
  readonly before: Recipe;
  readonly after: Recipe;
  /** When it was made, ms. */
  readonly at: number;
}

/** Edits that can be undone, the last one at the end, and those that were undone, the next to redo at the end. */
export interface RecipeHistory {
  readonly done: readonly RecipeEdit[];
  readonly undone: readonly RecipeEdit[];
}

export const NO_HISTORY: RecipeHistory = { done: [], undone: [] };

/** Edits kept; the oldest give way. */
export const LONGEST_HISTORY = 100;

/** A slider changes its setting again within this time, ms. */
const ONE_GESTURE = 1000;

/** The path of the one setting that an edit changes, as text; null if it changes several. */
function onlyPath({ before, after }: RecipeEdit): string | null {
  const [difference, ...others] = recipeDifferences(before, after);
  return difference && others.length === 0 ? difference.path.join(".") : null;
}

function isSameGesture(last: RecipeEdit | undefined, edit: RecipeEdit): last is RecipeEdit {
  if (!last || edit.at - last.at > ONE_GESTURE) return false;
  const path = onlyPath(edit);
  return path !== null && path === onlyPath(last);
}

/**
 * A history with one more edit. Edits of the same setting in quick succession become one; what was undone can no longer
 * be redone. An edit that changes nothing is not recorded.
 */
export function withEdit(history: RecipeHistory, edit: RecipeEdit): RecipeHistory {
  if (sameValue(edit.before, edit.after)) return history;
  const last = history.done.at(-1);
  const joined = isSameGesture(last, edit)
    ? [...history.done.slice(0, -1), { ...edit, before: last.before }]
    : [...history.done, edit];
  return { done: joined.slice(-LONGEST_HISTORY), undone: [] };
}

/** What replacing one recipe by another does, e.g. `Batch is 4` or `5 settings of the recipe "quick"`. */
export function changeText(from: Recipe, to: Recipe): string {
  const differences = recipeDifferences(from, to);
  const [first] = differences;
  if (differences.length === 1 && first)
    return `${first.label} is ${settingValueText(first.path, first.value)}`;
  if (differences.length === 0) return `the recipe is named "${to.name}"`;
  return `${counted(differences.length, "setting")} of the recipe "${to.name}"`;
}
