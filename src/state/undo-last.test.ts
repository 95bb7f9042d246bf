import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useDatasetStore } from "./dataset.ts";
import { editRecipe, useRecipeStore } from "./recipe.ts";
import { redoEdit } from "./undo-recipe.ts";

let undoLast: () => void;

beforeAll(async () => {
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
  const module = await import("./undo-last.ts");
  undoLast = module.undoLast;
  module.watchUndoable();
});

afterAll(() => void vi.unstubAllGlobals());

const { recipe: first } = useRecipeStore.getState();
const crop = () => useRecipeStore.getState().recipe.crop;
const batch = () => useRecipeStore.getState().recipe.batch;

test("what was done last is undone first, also where edits and removals alternate", () => {
  editRecipe({ crop: 32 });
  useDatasetStore.setState({ lastRemoved: ["image"] });
  editRecipe({ batch: 3 });
  undoLast();
  expect([crop(), batch()]).toEqual([32, first.batch]);
  // Next is the removal, which is done by a worker.
  undoLast();
  expect(crop()).toBe(32);
  useDatasetStore.setState({ lastRemoved: [] });
  undoLast();
  expect(crop()).toBe(first.crop);
});

test("an edit that was made again is the last act", () => {
  editRecipe({ crop: 48 });
  undoLast();
  useDatasetStore.setState({ lastRemoved: ["image"] });
  redoEdit();
  undoLast();
  expect(crop()).toBe(first.crop);
  useDatasetStore.setState({ lastRemoved: [] });
});
