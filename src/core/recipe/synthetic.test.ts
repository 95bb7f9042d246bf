import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import { differenceTexts, recipeDifferences } from "./recipe-differences.ts";
import { syntheticOf, syntheticShare } from "./synthetic.ts";

const { quick } = RECIPES;

test("a recipe has none unless it says so; a kind alone has 70 % until 70 % of the steps", () => {
  const { synthetic: _, ...without } = quick;
  expect(parseRecipe(without).synthetic).toEqual({ kind: "none" });
  expect(parseRecipe({ ...quick, synthetic: { kind: "phase" } }).synthetic).toEqual({
    kind: "phase",
    fraction: 0.7,
    until: 0.7,
  });
});

test.each([
  { kind: "brightfield" },
  { kind: "phase", fraction: 1.1 },
  { kind: "phase", until: -0.1 },
  { kind: "none", fraction: 0.5 },
])("%j is refused", (synthetic) => {
  expect(() => parseRecipe({ ...quick, synthetic })).toThrow(/synthetic/);
});

test("the share falls evenly from the fraction to 0 at its end", () => {
  const phase = syntheticOf("phase");
  expect(syntheticShare(phase, 0, 400)).toBe(0.7);
  expect(syntheticShare(phase, 140, 400)).toBeCloseTo(0.35, 12);
  expect(syntheticShare(phase, 280, 400)).toBe(0);
  expect(syntheticShare(syntheticOf("none"), 0, 400)).toBe(0);
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      part,
      part,
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(6000),
      (fraction, until, steps, step) => {
        const share = (at: number) => syntheticShare({ kind: "phase", fraction, until }, at, steps);
        expect(share(step)).toBeGreaterThanOrEqual(share(step + 1));
        expect(share(step)).toBeLessThanOrEqual(fraction);
        if (step >= until * steps) expect(share(step)).toBe(0);
        else expect(share(step)).toBe(fraction * (1 - step / (until * steps)));
      },
    ),
  );
});

test("a difference is named as on the page", () => {
  const texts = (synthetic: object) =>
    recipeDifferences(quick, parseRecipe({ ...quick, synthetic })).map((difference) => [
      difference.label,
      differenceTexts(difference)[1],
    ]);
  expect(texts({ kind: "fluorescence", fraction: 0.5 })).toEqual([
    ["Synthetic images", "Fluorescence"],
    ["Synthetic crops at the start", "0.5"],
    ["Synthetic crops until", "0.7"],
  ]);
});
