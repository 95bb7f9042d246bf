import { expect, test } from "vitest";
import { RECIPES } from "../../recipe/presets.ts";
import type { Recipe } from "../../recipe/recipe.ts";
import { resolveSteps } from "./resolve-steps.ts";
import { createSampler } from "./sampler.ts";

const { quick } = RECIPES;
const IMAGES = [
  { rows: 256, columns: 256, cells: 5 },
  { rows: 100, columns: 300, cells: 2 },
  { rows: 512, columns: 512, cells: 0 },
];

function withEpochs(epochs: number): Recipe {
  const { semantic, direction } = quick.stages;
  return {
    ...quick,
    stages: { ...quick.stages, semantic: { ...semantic, epochs }, direction: { ...direction, epochs } },
  };
}

test("the last step is the first that completes the last epoch, on the images of the stage", () => {
  for (const epochs of [1, 3, 100]) {
    const { stages } = resolveSteps(withEpochs(epochs), IMAGES);
    const images = { semantic: IMAGES, direction: IMAGES.slice(0, 2) };
    for (const stage of ["semantic", "direction"] as const) {
      const { epochsAfter } = createSampler(images[stage], quick);
      expect(epochsAfter(stages[stage].steps - 1)).toBeGreaterThanOrEqual(epochs);
      expect(epochsAfter(stages[stage].steps - 2)).toBeLessThan(epochs);
      expect(stages[stage].epochs).toBe(epochs);
    }
    expect(stages.energy).toBe(quick.stages.energy);
  }
});

test("a recipe in steps stays as it is, and so does one without images", () => {
  expect(resolveSteps(quick, IMAGES)).toBe(quick);
  expect(resolveSteps(withEpochs(3), [])).toEqual(withEpochs(3));
  const resolved = resolveSteps(withEpochs(3), IMAGES);
  expect(resolveSteps(resolved, IMAGES)).toEqual(resolved);
});
