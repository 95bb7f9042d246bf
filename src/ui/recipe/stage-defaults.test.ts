import { expect, test } from "vitest";
import { defaultOptimiser, OPTIMISER_KINDS } from "../../core/recipe/optimisers.ts";
import { parseRecipe } from "../../core/recipe/parse-recipe.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import { rateCaution, rateStep, withClip } from "./stage-defaults.ts";

test("an optimiser whose clipping was set and removed equals the original, without the field", () => {
  for (const kind of OPTIMISER_KINDS) {
    const optimiser = defaultOptimiser(kind);
    const clipped = withClip(optimiser, 0.5);
    expect(clipped).toEqual({ ...optimiser, clipNorm: 0.5 });
    expect(Object.keys(withClip(clipped, null))).toEqual(Object.keys(optimiser));
  }
});

test("steps of a rate follow its order of magnitude, down to the smallest", () => {
  expect(rateStep(0.005)).toBe(1e-4);
  expect(rateStep(0.001)).toBe(1e-4);
  expect(rateStep(3e-8)).toBe(1e-9);
  expect(rateStep(1)).toBe(0.1);
  expect(rateStep(0)).toBe(1e-4);
});

test("an unusual rate gives a warning, a usual one none, and a rate above 1 is refused", () => {
  expect(rateCaution(0.5, "adam")).toContain("Above 0.05, Adam");
  expect(rateCaution(0.005, "adam")).toBeNull();
  expect(rateCaution(0.1, "sgd")).toBeNull();
  const { quick } = RECIPES;
  const of = (rate: number) => ({
    ...quick,
    stages: {
      ...quick.stages,
      energy: { ...quick.stages.energy, schedule: { kind: "constant", learningRate: rate } },
    },
  });
  expect(() => parseRecipe(of(3))).toThrow("stages.energy.schedule.learningRate should be <=1");
  expect(() => parseRecipe(of(1))).not.toThrow();
});
