import { expect, test } from "vitest";
import { RECIPES } from "../../core/recipe/presets.ts";
import { recipeOrigin } from "./recipe-choice.ts";

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
