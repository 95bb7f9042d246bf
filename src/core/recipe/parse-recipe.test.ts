import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRecipe, RecipeError } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";

const DOCUMENTED = "docs/recipes";

describe("recipes", () => {
  test.each(readdirSync(DOCUMENTED))("that of docs/recipes/%s is complete and current", (file) => {
    const recipe: unknown = JSON.parse(readFileSync(`${DOCUMENTED}/${file}`, "utf8"));
    expect(parseRecipe(recipe)).toEqual(recipe);
  });

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

  test("written before crops without cells could be kept get none on purpose", () => {
    const { emptyCrops: _, ...others } = quick;
    expect(parseRecipe(others).emptyCrops).toBe(0);
    expect(parseRecipe({ ...quick, emptyCrops: 0.5 }).emptyCrops).toBe(0.5);
  });

  const firstVersion = (normalisation: unknown) => {
    const { channel: _, countCellsEvery: __, keep: ___, ...rest } = quick;
    return { ...rest, version: 1, normalisation };
  };
  test("one of version 1 becomes what it meant: percentiles of the mean of the channels", () => {
    expect(parseRecipe(firstVersion({ low: 2, high: 99 }))).toEqual({
      ...quick,
      countCellsEvery: 0,
      channel: "mean",
      normalisation: { kind: "percentile", low: 2, high: 99 },
    });
  });

  test("one of version 2 counts no cells, as it did", () => {
    const { countCellsEvery: _, keep: __, ...rest } = quick;
    expect(parseRecipe({ ...rest, version: 2 })).toEqual({ ...quick, countCellsEvery: 0 });
  });

  test("the best weights can be kept only where cells are counted", () => {
    expect(parseRecipe({ ...quick, keep: "best" }).keep).toBe("best");
    expect(() => parseRecipe({ ...quick, keep: "best", countCellsEvery: 0 })).toThrow("countCellsEvery");
  });

  test.each([undefined, null, [1, 99], { low: 99, high: 1 }, { low: 1, high: 99, middle: 50 }])(
    "one of version 1 is checked all the same: %j",
    (value) => {
      expect(() => parseRecipe(firstVersion(value))).toThrow("normalisation");
    },
  );

  test("any channel of a picture and every normalisation may be chosen", () => {
    for (const normalisation of [{ kind: "meanStd" }, { kind: "none" }] as const) {
      const recipe = { ...quick, channel: 15, normalisation };
      expect(parseRecipe(recipe)).toEqual(recipe);
    }
  });

  const BROKEN: [field: string, value: unknown][] = [
    ["crop", { ...quick, crop: 100 }],
    ["emptyCrops", { ...quick, emptyCrops: 1.5 }],
    ["batch", { ...quick, batch: 0 }],
    ["seed", { ...quick, seed: 1.5 }],
    ["version", { ...quick, version: 4 }],
    ["channel", { ...quick, channel: "R" }],
    ["channel", { ...quick, channel: 16 }],
    ["channel", { ...quick, channel: 0.5 }],
    ["normalisation", { ...quick, normalisation: { kind: "magic" } }],
    ["normalisation.high", { ...quick, normalisation: { kind: "percentile", low: 1, high: 101 } }],
    ["normalisation.low", { ...quick, normalisation: { kind: "meanStd", low: 1 } }],
    [
      "of normalisation, the lower percentile must be below the higher one",
      { ...quick, normalisation: { kind: "percentile", low: 50, high: 50 } },
    ],
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
