import { expect, test } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { useOfferedRecipe } from "./offered-recipe.ts";
import { chooseRecipe, editRecipe, replaceRecipe, resetSettings, useRecipeStore } from "./recipe.ts";
import { useRecipeHistory } from "./recipe-history.ts";
import { redoEdit, undoEdit } from "./undo-recipe.ts";

const recipe = () => useRecipeStore.getState().recipe;
const history = useRecipeHistory.getState;

test("every edit of the recipe is undone and redone, the last one first, and the page says which", () => {
  const acts = [
    () => editRecipe({ batch: 7 }),
    () => chooseRecipe("paper"),
    () => resetSettings(RECIPES.quick, [["crop"]]),
    () => replaceRecipe(RECIPES.tiny),
  ];
  const states = [recipe()];
  for (const act of acts) {
    act();
    states.push(recipe());
  }
  for (const state of states.slice(0, -1).reverse()) {
    undoEdit();
    expect(recipe()).toEqual(state);
  }
  expect(history().told).toBe("Undone: Batch is 4 again.");
  undoEdit();
  expect(recipe()).toEqual(states[0]);
  for (const state of states.slice(1)) {
    redoEdit();
    expect(recipe()).toEqual(state);
  }
  undoEdit();
  editRecipe({ batch: 5 });
  expect(history().told).toBeNull();
  const edited = recipe();
  redoEdit();
  expect(recipe()).toEqual(edited);
});

test("an edit that is refused is not recorded", () => {
  const { done } = history();
  editRecipe({ batch: -1 });
  expect(useRecipeStore.getState().error).not.toBeNull();
  expect(history().done).toBe(done);
});

test("the offer to restore a replaced recipe ends when its replacement is undone, not before", () => {
  const before = recipe();
  editRecipe({ seed: 9 });
  useOfferedRecipe.setState({ replaced: { by: recipe(), recipe: before } });
  editRecipe({ crop: 32 });
  undoEdit();
  expect(useOfferedRecipe.getState().replaced).not.toBeNull();
  undoEdit();
  expect(recipe()).toEqual(before);
  expect(useOfferedRecipe.getState().replaced).toBeNull();
});
