import { create } from "zustand";
import type { Recipe } from "../core/recipe/recipe.ts";
import { NO_HISTORY, type RecipeHistory, withEdit } from "../core/recipe/recipe-history.ts";

interface HistoryState extends RecipeHistory {
  /** What was undone or redone last, as a sentence, until it is dismissed or the recipe is edited. */
  readonly told: string | null;
}

/** The edits of the recipe in this visit. */
export const useRecipeHistory = create<HistoryState>(() => ({ ...NO_HISTORY, told: null }));

const { getState, setState } = useRecipeHistory;

/** Records an edit of the recipe by the user. */
export function recordEdit(before: Recipe, after: Recipe): void {
  const { done, undone } = getState();
  setState({ ...withEdit({ done, undone }, { before, after, at: performance.now() }), told: null });
}

/** Dismisses the sentence about what was undone or redone. */
export function dismissTold(): void {
  setState({ told: null });
}
