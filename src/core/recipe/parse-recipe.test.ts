import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AUGMENTATION_PRESETS } from "../augment/presets.ts";
import { parseRecipe, RecipeError } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";

const DOCUMENTED = "docs/recipes";

describe("recipes", () => {
  test.each(readdirSync(DOCUMENTED))("docs/recipes/%s is of this version and read completely", (file) => {
    const recipe = JSON.parse(readFileSync(`${DOCUMENTED}/${file}`, "utf8"));
    expect(parseRecipe(recipe)).toMatchObject(recipe);
  });

  test.each(Object.entries(RECIPES))("%s round-trips through JSON", (_, recipe) => {
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
  test("the limit of the gradient's norm is optional", () => {
    expect(parseRecipe(clipped(0.5)).stages.direction.optimiser.clipNorm).toBe(0.5);
    expect(parseRecipe(quick).stages.direction.optimiser).not.toHaveProperty("clipNorm");
  });

  test("missing fields get the defaults of the schema, those of quick", () => {
    const { augmentation: _, ...others } = quick;
    const parsed = parseRecipe({ version: 5, name: "quick", stages: { energy: { steps: 7 } } });
    expect(parsed).toEqual({
      ...others,
      augmentation: AUGMENTATION_PRESETS.none,
      stages: { ...quick.stages, energy: { ...quick.stages.energy, steps: 7 } },
    });
    expect(
      parseRecipe({ version: 5, name: "", augmentation: { rotation: { probability: 1 } } }),
    ).toMatchObject({
      augmentation: { rotation: { probability: 1, degrees: 180 }, padding: "reflect" },
    });
  });

  test("a field without a value is not a default", () => {
    expect(() => parseRecipe({ ...quick, crop: undefined })).toThrow("crop");
  });

  const directionWith = (patch: object) => ({
    ...quick,
    stages: { ...quick.stages, direction: { ...quick.stages.direction, ...patch } },
  });
  test("the best weights are ranked with and without counts of cells", () => {
    expect(parseRecipe({ ...quick, keep: "best" }).keep).toBe("best");
    expect(parseRecipe({ ...quick, keep: "best", countCellsEvery: 0 }).keep).toBe("best");
  });

  test("a score of cells is followed only where cells are counted", () => {
    for (const patch of [
      { bestBy: "kaggle" },
      { earlyStopping: { monitor: "ap50" } },
      { schedule: { kind: "plateau", learningRate: 1e-3, monitor: "f1" } },
    ]) {
      const recipe = directionWith(patch);
      expect(() => parseRecipe(recipe)).not.toThrow();
      expect(() => parseRecipe({ ...recipe, countCellsEvery: 0 })).toThrow("countCellsEvery");
    }
  });

  test("a stage follows its own scores only", () => {
    expect(() => parseRecipe(directionWith({ bestBy: "angleRmsDegrees" }))).not.toThrow();
    expect(() => parseRecipe(directionWith({ bestBy: "iou" }))).toThrow(
      "of stages.direction, iou is not a score of this stage; its scores are loss, angleRmsDegrees",
    );
    expect(() => parseRecipe(directionWith({ earlyStopping: { monitor: "levelAccuracy" } }))).toThrow(
      "stages.direction",
    );
  });

  test("callbacks are off by default, with the defaults of Lightning if they are on", () => {
    expect(quick.stages.joint).toMatchObject({ earlyStopping: null, bestBy: "auto" });
    const on = { monitor: "loss", patience: 3, minDelta: 0 };
    expect(parseRecipe(directionWith({ earlyStopping: {} })).stages.direction.earlyStopping).toEqual(on);
  });

  test("any channel and every normalisation are valid", () => {
    for (const normalisation of [{ kind: "meanStd" }, { kind: "none" }] as const) {
      const recipe = { ...quick, channel: 15, normalisation };
      expect(parseRecipe(recipe)).toEqual(recipe);
    }
  });

  const BROKEN: [field: string, value: unknown][] = [
    ["crop", { ...quick, crop: 100 }],
    ["emptyCropFraction", { ...quick, emptyCropFraction: 1.5 }],
    ["batch", { ...quick, batch: 0 }],
    ["seed", { ...quick, seed: 1.5 }],
    ["version", { ...quick, version: 6 }],
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
    ["stages.direction.earlyStopping.patience", directionWith({ earlyStopping: { patience: 0 } })],
    ["stages.direction.earlyStopping.monitor", directionWith({ earlyStopping: { monitor: "magic" } })],
    ["stages.direction.bestBy", directionWith({ bestBy: "__proto__" })],
    [
      "minLearningRate must not be above learningRate",
      directionWith({ schedule: { kind: "cosine", learningRate: 0.1, minLearningRate: 0.2 } }),
    ],
    ["augmentation.padding", { ...quick, augmentation: { ...quick.augmentation, padding: "black" } }],
    ["stages.direction.optimiser.clipNorm", clipped(0)],
    ["stages.direction.optimiser.clipNorm", clipped(null)],
    ["networks.semantic.depth", { ...quick, networks: { ...quick.networks, semantic: { F: 8, depth: 9 } } }],
  ];
  test.each(BROKEN)("a wrong %s is refused by name", (field, value) => {
    expect(() => parseRecipe(value)).toThrow(RecipeError);
    expect(() => parseRecipe(value)).toThrow(field);
  });

  test.each([null, 7, "quick", []])("%j is not a recipe", (value) => {
    expect(() => parseRecipe(value)).toThrow(RecipeError);
  });
});

test("the head and the loss of the Direction Net are checked", () => {
  const networks = {
    semantic: { F: 4, depth: 1 },
    direction: { m: 1 / 16, head: "relu" },
    energy: { m: 1 / 16 },
  };
  const recipe = parseRecipe({ version: 5, name: "a", networks, directionLoss: "sum" });
  expect([recipe.networks.direction.head, recipe.directionLoss]).toEqual(["relu", "sum"]);
  const usual = parseRecipe({ version: 5, name: "a" });
  expect([usual.networks.direction.head, usual.directionLoss]).toEqual([undefined, "mean"]);
  expect(() => parseRecipe({ version: 5, name: "a", directionLoss: "product" })).toThrow("directionLoss");
  const wrong = { ...networks, direction: { m: 1 / 16, head: "tanh" } };
  expect(() => parseRecipe({ version: 5, name: "a", networks: wrong })).toThrow("networks.direction.head");
});
