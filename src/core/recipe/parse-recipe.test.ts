import { describe, expect, test } from "vitest";
import { parseRecipe, RecipeError } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";

describe("recipes", () => {
  test.each(Object.entries(RECIPES))("%s survives a round trip through JSON", (_, recipe) => {
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  });

  const { quick } = RECIPES;
  const clipped = (clipNorm: unknown) => ({
    ...quick,
    stages: {
      ...quick.stages,
      direction: {
        ...quick.stages.direction,
        optimiser: { ...quick.stages.direction.optimiser, clipNorm },
      },
    },
  });
  test("a clip of the gradient's norm may be there or not", () => {
    expect(parseRecipe(clipped(0.5)).stages.direction.optimiser.clipNorm).toBe(0.5);
    expect(parseRecipe(quick).stages.direction.optimiser).not.toHaveProperty("clipNorm");
  });

  test("written before there was a joint stage get the one of quick", () => {
    const { joint, ...others } = quick.stages;
    expect(parseRecipe({ ...RECIPES.tiny, stages: others }).stages.joint).toEqual(joint);
  });

  const BROKEN: [field: string, value: unknown][] = [
    ["crop", { ...quick, crop: 100 }],
    ["batch", { ...quick, batch: 0 }],
    ["seed", { ...quick, seed: 1.5 }],
    ["version", { ...quick, version: 2 }],
    ["surprise", { ...quick, surprise: 1 }],
    [
      "stages.energy.steps",
      { ...quick, stages: { ...quick.stages, energy: { ...quick.stages.energy, steps: -1 } } },
    ],
    [
      "stages.semantic.schedule",
      {
        ...quick,
        stages: { ...quick.stages, semantic: { ...quick.stages.semantic, schedule: { kind: "magic" } } },
      },
    ],
    ["augmentation.fill", { ...quick, augmentation: { ...quick.augmentation, fill: "black" } }],
    ["stages.direction.optimiser.clipNorm", clipped(0)],
    ["stages.direction.optimiser.clipNorm", clipped(null)],
    ["networks.semantic.depth", { ...quick, networks: { ...quick.networks, semantic: { F: 8, depth: 9 } } }],
  ];
  test.each(BROKEN)("a wrong %s is refused by name", (field, value) => {
    expect(() => parseRecipe(value)).toThrow(RecipeError);
    expect(() => parseRecipe(value)).toThrow(field);
  });

  test.each([null, 7, "quick", []])("%j is no recipe", (value) => {
    expect(() => parseRecipe(value)).toThrow(RecipeError);
  });
});
