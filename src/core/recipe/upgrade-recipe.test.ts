import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import type { ScheduleRecipe } from "./schedules.ts";
import { storedRecipe } from "./testing/stored-recipe.ts";

const paper = storedRecipe("paper-version-3");
const fewLarge = storedRecipe("few-large-version-3");
const { quick } = RECIPES;

describe("a recipe of version 3", () => {
  test("as stored becomes the same recipe with the current names", () => {
    expect(parseRecipe(paper)).toEqual(RECIPES.paper);
  });

  test("of the documentation becomes the current one", () => {
    const today = JSON.parse(readFileSync("docs/recipes/few-large.json", "utf8"));
    expect(parseRecipe(fewLarge)).toEqual(parseRecipe(today));
    expect(parseRecipe(fewLarge)).toMatchObject({
      version: 5,
      validationFraction: 0.2,
      emptyCropFraction: 0,
      cropsPerImage: 80,
      augmentation: { padding: "reflect", flipVertical: { probability: 0.5 }, rotate90: { probability: 1 } },
      stages: {
        joint: {
          optimiser: { weightDecay: 0 },
          schedule: { kind: "oneCycle", peakLearningRate: 5e-4, warmUpFraction: 0.3 },
        },
      },
    });
  });

  test("keeps zero padding", () => {
    const zero = { ...paper, augmentation: { ...paper.augmentation, fill: "zero" } };
    expect(parseRecipe(zero).augmentation.padding).toBe("zero");
  });

  test("without a joint stage gets that of quick", () => {
    const { joint: _, ...others } = paper.stages;
    const { stages } = parseRecipe({ ...paper, stages: others });
    expect(stages).toEqual({ ...RECIPES.paper.stages, joint: quick.stages.joint });
  });

  test("without a fraction of empty crops gets 0", () => {
    const { emptyCrops: _, ...others } = paper;
    expect(parseRecipe(others).emptyCropFraction).toBe(0);
    expect(parseRecipe({ ...paper, emptyCrops: 0.5 }).emptyCropFraction).toBe(0.5);
  });

  test.each([
    ["validationFraction", { ...paper, validationShare: 2 }],
    ["augmentation.padding", { ...paper, augmentation: { ...paper.augmentation, fill: "black" } }],
    ["augmentation", { ...paper, augmentation: null }],
    ["stages", { ...paper, stages: 7 }],
    ["stages.joint", { ...paper, stages: { ...paper.stages, joint: null } }],
    ["validationShare", { ...paper, validationFraction: 0.5 }],
  ])("with a wrong %s is refused by name", (field, value) => {
    expect(() => parseRecipe(value)).toThrow(field);
  });
});

const version2 = ({ countCellsEvery: _, keep: __, ...rest }: typeof paper) => ({ ...rest, version: 2 });
const version1 = (normalisation: unknown) => {
  const { channel: _, ...rest } = version2(paper);
  return { ...rest, version: 1, normalisation };
};

test("of version 2 counts no cells, as before", () => {
  expect(parseRecipe(version2(paper))).toEqual({ ...RECIPES.paper, countCellsEvery: 0 });
});

describe("a recipe of version 1", () => {
  test("gets percentiles of the mean of the channels", () => {
    expect(parseRecipe(version1({ low: 2, high: 99 }))).toEqual({
      ...RECIPES.paper,
      countCellsEvery: 0,
      channel: "mean",
      normalisation: { kind: "percentile", low: 2, high: 99 },
    });
  });

  test.each([undefined, null, [1, 99], { low: 99, high: 1 }, { low: 1, high: 99, middle: 50 }])(
    "is validated: %j",
    (value) => {
      expect(() => parseRecipe(version1(value))).toThrow("normalisation");
    },
  );
});

test("a recipe of version 4 without the later settings of schedules and callbacks keeps its meaning", () => {
  const early = Object.entries(quick.stages).map(([stage, { steps, optimiser, schedule }]) => {
    const {
      interval: _,
      annealing: __,
      threePhases: ___,
      ...before
    } = schedule as ScheduleRecipe<"oneCycle">;
    return [stage, { steps, optimiser, schedule: before }];
  });
  const { name, augmentation } = quick;
  const parsed = parseRecipe({ version: 4, name, augmentation, stages: Object.fromEntries(early) });
  expect(parsed).toEqual(quick);
  expect(parsed.stages.direction).toMatchObject({
    schedule: { interval: "step", annealing: "cosine", threePhases: false },
    earlyStopping: null,
    bestBy: "auto",
  });
});

describe("a recipe of version 4", () => {
  const recipe = { version: 4, name: "mine", crop: 64, countCellsEvery: 2 };

  test.each([
    [{}, { kind: "none" }],
    [{ validationCrop: "whole" }, { kind: "none" }],
    [{ validationCrop: 96 }, { kind: "centre", side: 96 }],
  ])("validates as before: %j", (crop, first) => {
    const parsed = parseRecipe({ ...recipe, ...crop });
    expect(parsed.validation).toEqual({ first, second: null });
    expect(parsed).toMatchObject({ version: 5, crop: 64, countCellsEvery: 2 });
    expect(parsed).not.toHaveProperty("validationCrop");
  });

  test("with a wrong validation crop is refused", () => {
    for (const validationCrop of [20, "half", null, -16]) {
      expect(() => parseRecipe({ ...recipe, validationCrop })).toThrow("validation.first.side");
    }
  });
});

test.each([
  [{ first: { kind: "tiles" } }, "validation.first.side"],
  [{ first: { kind: "tiles", side: 100 } }, "validation.first.side"],
  [{ first: { kind: "none", side: 16 } }, "validation.first.side"],
  [{ second: { kind: "augmented", seed: -1 } }, "validation.second.seed"],
  [{ second: { kind: "corner" } }, "validation.second.kind"],
  [{ third: null }, "validation.third"],
])("the validation %j is refused by name", (validation, field) => {
  expect(() => parseRecipe({ version: 5, name: "mine", validation })).toThrow(field);
});
