import { expect, test } from "vitest";
import { parseRecipe } from "../../recipe/parse-recipe.ts";
import { RECIPES } from "../../recipe/presets.ts";
import { SYNTHETIC_IMAGES } from "../../synth/sample-sizes.ts";
import { syntheticSlot } from "./synthetic-slot.ts";

const STEPS = 400;
const recipeOf = (synthetic: object, seed = 1) =>
  parseRecipe({ ...RECIPES.quick, seed, synthetic, stages: { direction: { steps: STEPS } } });

const slotsOf = (synthetic: object, seed = 1) => {
  const recipe = recipeOf(synthetic, seed);
  return Array.from({ length: STEPS * recipe.batch }, (_, slot) => syntheticSlot(recipe, "direction", slot));
};

test("no slot has a synthetic image by default, at a fraction of 0, or from the end of the share", () => {
  for (const none of [{ kind: "none" }, { kind: "phase", fraction: 0 }, { kind: "phase", until: 0 }]) {
    expect(slotsOf(none).every((slot) => slot === null)).toBe(true);
  }
  expect(slotsOf({ kind: "phase" }).findLastIndex((slot) => slot !== null)).toBeLessThan(0.7 * 4 * STEPS);
});

test("the share of the slots is that of the recipe, and every image as likely as the next", () => {
  const slots = [1, 2, 3, 4].flatMap((seed) =>
    slotsOf({ kind: "fluorescence", fraction: 0.7, until: 1 }, seed),
  );
  const drawn = slots.flatMap((slot) => slot ?? []);
  // Half of 70 %, within four standard deviations.
  expect(Math.abs(drawn.length / slots.length - 0.35)).toBeLessThan(4 * Math.sqrt(0.25 / slots.length));
  expect(drawn.every(({ sample }) => sample === "fluorescence")).toBe(true);
  const counts = new Array<number>(SYNTHETIC_IMAGES).fill(0);
  for (const { image } of drawn) counts[image] += 1;
  const expected = drawn.length / SYNTHETIC_IMAGES;
  for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
});

test("all slots of the first step have one at a fraction of 1", () => {
  expect(slotsOf({ kind: "phase", fraction: 1 }).slice(0, 4)).not.toContain(null);
});

test("slots depend on recipe and seed alone", () => {
  expect(slotsOf({ kind: "phase" })).toEqual(slotsOf({ kind: "phase" }));
  expect(slotsOf({ kind: "phase" })).not.toEqual(slotsOf({ kind: "phase" }, 2));
});
