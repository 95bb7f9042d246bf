import { expect, test } from "vitest";
import { RECIPES } from "../../core/recipe/presets.ts";
import { describeSaved, ownOptions, presetOf, recipeOrigin } from "./recipe-choice.ts";

test.each(["tiny", "quick", "standard", "paper"] as const)("%s is recognised with any seed", (name) => {
  expect(recipeOrigin({ ...RECIPES[name], seed: 77, staleVectors: true })).toEqual({ name, changed: false });
});

test("one changed nested setting is detected", () => {
  const { quick } = RECIPES;
  const direction = { ...quick.stages.direction, steps: 401 };
  expect(recipeOrigin({ ...quick, stages: { ...quick.stages, direction } })).toEqual({
    name: "quick",
    changed: true,
  });
});

test("a recipe of another name is custom", () => {
  expect(recipeOrigin({ ...RECIPES.quick, name: "mine" })).toEqual({ name: null, changed: true });
});

test("saved recipes follow the built-in ones, with the present one if it is not saved", () => {
  const saved = [
    { ...RECIPES.quick, name: "b" },
    { ...RECIPES.tiny, name: "a" },
  ];
  const values = (name: string) => ownOptions(saved, { ...RECIPES.quick, name }).map(({ value }) => value);
  expect(values("quick")).toEqual(["b", "a"]);
  expect(values("A")).toEqual(["b", "a"]);
  expect(values("imported")).toEqual(["b", "a", "imported"]);
});

test("a change since a recipe was saved is detected, also of the seed", () => {
  const saved = { ...RECIPES.quick, name: "b" };
  expect(describeSaved(saved, { ...saved, name: "B" })).toBe("Saved in this browser.");
  expect(describeSaved(saved, { ...saved, seed: 77 })).toBe("Changed after it was saved.");
});

test("changes are counted from the saved recipe of this name, else from the built-in one", () => {
  const mine = { ...RECIPES.quick, name: "mine", crop: 64 };
  expect(presetOf({ ...mine, crop: 32 }, [mine])).toBe(mine);
  expect(presetOf({ ...RECIPES.quick, crop: 32 }, [mine])).toBe(RECIPES.quick);
  expect(presetOf({ ...mine, name: "other" }, [mine])).toBeNull();
});
