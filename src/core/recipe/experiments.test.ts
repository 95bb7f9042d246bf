import { describe, expect, test } from "vitest";
import { builtInRecipe } from "./built-in-recipe.ts";
import { EXPERIMENTS, experimentOf } from "./experiments.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import { whyNotName } from "./saved-recipes.ts";

describe.each(Object.entries(EXPERIMENTS))("the experiment %s", (name, { title, explanation, recipe }) => {
  test("is a valid recipe of its name, with a title and one paragraph", () => {
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(recipe.name).toBe(name);
    expect(builtInRecipe(name)).toBe(recipe);
    expect(title.length).toBeLessThan(45);
    expect(explanation).toMatch(/^[^\n]{100,900}\.$/);
    expect(whyNotName(name, [])).toContain("built-in");
  });
});

test("the stale and the recomputed vectors differ in nothing else", () => {
  for (const augmentation of ["none", "rotation"]) {
    const of = (vectors: string) => EXPERIMENTS[`vectors-${augmentation}-${vectors}`].recipe;
    expect({ ...of("stale"), name: "", staleVectors: false }).toEqual({ ...of("recomputed"), name: "" });
    expect([of("stale").staleVectors, of("recomputed").staleVectors]).toEqual([true, false]);
  }
  expect(EXPERIMENTS["vectors-rotation-stale"].recipe.augmentation.rotation).toEqual({
    probability: 1,
    degrees: 180,
  });
});

test("the rates with the author's head differ from the others in head and loss only", () => {
  const names = Object.keys(EXPERIMENTS).filter((name) => name.startsWith("author-head-"));
  expect(names).toHaveLength(5);
  for (const name of names) {
    const authors = EXPERIMENTS[name].recipe;
    const ours = EXPERIMENTS[name.replace("author-head-", "")].recipe;
    const { m } = ours.networks.direction;
    expect(authors.networks.direction).toEqual({ m, head: "relu" });
    expect([authors.directionLoss, ours.directionLoss]).toEqual(["sum", "mean"]);
    expect({ ...authors, name: "", networks: ours.networks, directionLoss: "mean" }).toEqual({
      ...ours,
      name: "",
    });
  }
});

test("no experiment has the name of a recipe for general use, or of a property of objects", () => {
  expect(Object.keys(EXPERIMENTS).filter((name) => name in RECIPES)).toEqual([]);
  expect(experimentOf("toString")).toBeNull();
  expect(builtInRecipe("__proto__")).toBeNull();
});
