import { expect, it } from "vitest";
import { hasFields } from "./has-fields.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import { settingFields } from "./setting-fields.ts";

const { quick } = RECIPES;
const fields = settingFields(quick);
const byLabel = (label: string) => fields.find((field) => field.label === label);

/** Paths to all values of a recipe that have no fields of their own. */
function pathsBelow(value: unknown, path: readonly string[] = []): string[] {
  if (!hasFields(value)) return [path.join(".")];
  return Object.entries(value).flatMap(([name, inner]) => pathsBelow(inner, [...path, name]));
}

it("finds every value of a recipe, alone or as a part of a whole setting", () => {
  for (const recipe of Object.values(RECIPES)) {
    const offered = settingFields(recipe).map(({ path }) => path.join("."));
    const isOffered = (path: string) => offered.some((one) => path === one || path.startsWith(`${one}.`));
    const missing = pathsBelow(recipe).filter((path) => !isOffered(path));
    expect(missing).toEqual(["version", "name", "seed"]);
  }
});

it("has no two equal labels", () => {
  const labels = fields.map(({ label }) => label);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
});

it("tells limits and units as the controls of the page do", () => {
  expect(byLabel("Crop")?.values).toMatchObject({ low: 16, high: 2048, multipleOf: 16, unit: "px" });
  expect(byLabel("Warm-up, Direction")?.values).toMatchObject({
    low: 0,
    high: 1,
    unit: "%",
    isFraction: true,
  });
  expect(byLabel("Rotation: largest angle")?.values).toMatchObject({ low: 0, high: 180, unit: "°" });
  expect(byLabel("Beta 1, Cell mask")?.values).toMatchObject({ high: 1, isOpen: true });
  expect(byLabel("Crops per image")?.values).toMatchObject({ others: ["cover"], multipleOf: 1 });
  expect(byLabel("Epochs, Depth")?.values).toMatchObject({ others: [null] });
  expect(byLabel("Gating mask")?.values).toMatchObject({
    options: [{ value: "true" }, { value: "predicted" }],
  });
});

it("offers whole values that make valid recipes", () => {
  const whole = fields.flatMap(({ path, values }) =>
    values.kind === "choice" && path.length < 4 ? values.options.map(({ value }) => ({ path, value })) : [],
  );
  expect(whole.length).toBeGreaterThan(50);
  const set = (target: unknown, [name, ...rest]: readonly string[], value: unknown): object => {
    const parent = hasFields(target) ? target : {};
    return { ...parent, [name]: rest.length === 0 ? value : set(parent[name], rest, value) };
  };
  for (const { path, value } of whole) {
    if (path.includes("*") || path.includes("bestBy")) continue;
    expect(() => parseRecipe(set(quick, path, value))).not.toThrow();
  }
});

it("offers a setting of all stages only where all have it, and steps only where they count", () => {
  expect(byLabel("Peak learning rate, all stages")?.present).toBeUndefined();
  expect(byLabel("Steps, all stages")?.present).toBe(400);
  const { stages } = quick;
  const other = parseRecipe({
    ...quick,
    stages: {
      ...stages,
      joint: { ...stages.joint, epochs: 3, schedule: { kind: "constant", learningRate: 1e-3 } },
    },
  });
  const labels = settingFields(other).map(({ label }) => label);
  expect(labels).not.toContain("Peak learning rate, all stages");
  expect(labels).not.toContain("Steps, All together");
  expect(labels).not.toContain("Steps, all stages");
  expect(labels).toContain("Learning rate, All together");
});
