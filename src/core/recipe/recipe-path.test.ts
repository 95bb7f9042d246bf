import { expect, it } from "vitest";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import { differsAt, settingAt, withSettingOf } from "./recipe-path.ts";

const { quick } = RECIPES;
const changed = parseRecipe({
  ...quick,
  crop: 64,
  stages: {
    ...quick.stages,
    direction: { ...quick.stages.direction, steps: 7, optimiser: { kind: "adam", clipNorm: 1 } },
  },
});

it("finds the settings that differ", () => {
  expect(settingAt(changed, ["stages", "direction", "steps"])).toBe(7);
  expect(settingAt(quick, ["stages", "nowhere", "steps"])).toBeUndefined();
  expect(differsAt(changed, quick, ["crop"])).toBe(true);
  expect(differsAt(changed, quick, ["stages", "semantic"])).toBe(false);
  expect(differsAt(changed, quick, ["stages", "direction", "optimiser", "clipNorm"])).toBe(true);
});

it("takes back one setting and leaves the others, also one that was not there", () => {
  const steps = parseRecipe(withSettingOf(changed, quick, ["stages", "direction", "steps"]));
  expect(steps.stages.direction).toEqual({ ...changed.stages.direction, steps: 400 });
  expect(steps.crop).toBe(64);
  const paths = [
    ["crop"],
    ["stages", "direction", "steps"],
    ["stages", "direction", "optimiser", "clipNorm"],
  ];
  const all = paths.reduce<object>((recipe, path) => withSettingOf(recipe, quick, path), changed);
  expect(parseRecipe(all)).toEqual(quick);
});
