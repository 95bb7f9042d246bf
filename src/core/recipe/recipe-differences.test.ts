import fc from "fast-check";
import { expect, it } from "vitest";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import { differenceTexts, recipeDifferences } from "./recipe-differences.ts";

const { quick, tiny, paper } = RECIPES;

const told = (base: typeof quick, recipe: typeof quick) =>
  recipeDifferences(base, recipe).map((difference) => {
    const [before, after] = differenceTexts(difference);
    return `${difference.label}: ${before} → ${after}`;
  });

it("names only the settings that differ, as the page does", () => {
  const changed = parseRecipe({
    ...quick,
    name: "other",
    seed: 7,
    staleVectors: true,
    augmentation: { ...quick.augmentation, rotation: { probability: 1, degrees: 90 } },
    stages: { ...quick.stages, direction: { ...quick.stages.direction, steps: 12 } },
  });
  expect(told(quick, { ...quick, name: "other" })).toEqual([]);
  expect(told(quick, changed)).toMatchInlineSnapshot(`
    [
      "Seed: 1 → 7",
      "Rotation: probability: 0 → 1",
      "Rotation: largest angle: 180 → 90",
      "Stale vectors: off → on",
      "Steps, Direction: 400 → 12",
    ]
  `);
});

it("tells a setting that differs alike in all stages once", () => {
  const steps = Object.fromEntries(
    Object.entries(quick.stages).map(([stage, one]) => [stage, { ...one, steps: 3 }]),
  );
  expect(told(quick, parseRecipe({ ...quick, stages: steps }))).toEqual(["Steps, all stages: 400 → 3"]);
});

it("of another schedule, tells its kind and its own settings", () => {
  const schedule = { kind: "constant", learningRate: 1e-5 };
  const changed = { ...quick.stages, semantic: { ...quick.stages.semantic, schedule } };
  expect(told(quick, parseRecipe({ ...quick, stages: changed }))).toEqual([
    "Schedule, Cell mask: One cycle → Constant",
    "Learning rate, Cell mask: – → 0.00001",
  ]);
});

it("leaves out the strengths of a transform that neither applies", () => {
  const off = (degrees: number) =>
    parseRecipe({ ...quick, augmentation: { rotation: { probability: 0, degrees } } });
  expect(told(off(10), off(90))).toEqual([]);
});

it("is empty for equal recipes only", () => {
  const recipes = fc.constantFrom(quick, tiny, paper, parseRecipe({ ...quick, seed: 2 }));
  fc.assert(
    fc.property(recipes, recipes, (one, other) => {
      expect(recipeDifferences(one, other).length === 0).toBe(one === other);
    }),
  );
});

it("tells numbers apart that differ in later digits", () => {
  const texts = (patch: object) =>
    recipeDifferences(quick, parseRecipe({ ...quick, ...patch })).map(differenceTexts);
  expect(texts({ seed: 2147483647 })).toEqual([["1", "2147483647"]]);
  expect(texts({ validationFraction: 0.20000001 })).toEqual([["0.2", "0.20000001"]]);
});

it("names the head, the loss and the validations of a recipe as the page does", () => {
  const changed = parseRecipe({
    ...quick,
    networks: { ...quick.networks, direction: { ...quick.networks.direction, head: "relu" } },
    directionLoss: "sum",
    validation: { first: { kind: "tiles", side: 64 }, second: { kind: "none" } },
  });
  expect(told(quick, changed)).toEqual([
    "Validation transform: Whole images → Fixed tiles",
    "Side of the validation: – → 64",
    "Second validation: None → Whole images",
    "Direction Net output: Unit vectors → ReLU",
    "Direction loss: Mean squared angle → Sum per image",
  ]);
  expect(told(changed, quick)).toContain("Second validation: Whole images → None");
});

it("has no word of a recipe as a value, in either direction", () => {
  const direction = {
    ...quick.stages.direction,
    optimiser: { kind: "sgd" },
    bestBy: "kaggle",
    schedule: { kind: "plateau", learningRate: 1e-3, monitor: "angleRmsDegrees", thresholdMode: "absolute" },
    earlyStopping: { monitor: "angleRmsDegrees", patience: 2 },
  };
  const changed = parseRecipe({
    ...quick,
    ...{ channel: 1, cropsPerImage: 3, keep: "best", border: "closed", gate: "predicted" },
    normalisation: { kind: "none" },
    augmentation: { ...quick.augmentation, padding: "zero" },
    validation: { first: { kind: "none" }, second: { kind: "augmented" } },
    stages: { ...quick.stages, direction },
  });
  const words = [...told(quick, changed), ...told(changed, quick)].join("\n");
  expect(words).not.toMatch(/[{}"]|[a-z][A-Z]|: (sgd|adam|plateau|none|true|predicted)\b/);
  expect(words).toContain("Optimiser, Direction: Adam → SGD");
  expect(words).toContain("Early stopping, Direction: on → off");
  expect(words).toContain("Second validation: Augmented crops → None");
});
