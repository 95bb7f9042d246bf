import { expect, it } from "vitest";
import { RECIPES } from "../../core/recipe/presets.ts";
import { settingFields } from "../../core/recipe/setting-fields.ts";
import { type Grid, type GridAxis, gridRuns } from "./grid-runs.ts";
import { varyingSettings } from "./varying-settings.ts";

const base = RECIPES.quick;
const fields = settingFields(base);

function axis(label: string, ...values: GridAxis["values"]): GridAxis {
  const field = fields.find((one) => one.label === label);
  if (!field) throw new Error(label);
  return { field, values };
}

const [none, , heavy] = (() => {
  const { values } = axis("Augmentation").field;
  return values.kind === "choice" ? values.options.map(({ label, value }) => ({ name: label, value })) : [];
})();
const crops = axis("Crop", { value: 64, name: "64 px" }, { value: 128, name: "128 px" });
const grid = (changes: Partial<Grid>): Grid => ({
  base,
  stages: ["semantic", "direction"],
  seeds: [1, 2],
  axes: [],
  ...changes,
});

it("makes a run of every combination with every seed, named by what it has", () => {
  const runs = gridRuns(grid({ axes: [crops, axis("Augmentation", none, heavy)] }));
  if (typeof runs === "string") throw new Error(runs);
  expect(runs.map(({ name }) => name).slice(0, 3)).toEqual([
    "64 px, none, seed 1",
    "64 px, none, seed 2",
    "64 px, heavy, seed 1",
  ]);
  expect(runs).toHaveLength(8);
  expect(runs[7]).toMatchObject({
    name: "128 px, heavy, seed 2",
    recipe: { crop: 128, seed: 2 },
    stages: ["semantic", "direction"],
  });
});

it("names a run by its recipe without values, and a switch with its setting", () => {
  const nameOf = (changes: Partial<Grid>) => {
    const runs = gridRuns(grid({ seeds: [5], ...changes }));
    return typeof runs === "string" ? runs : runs[0].name;
  };
  expect(nameOf({ seeds: [5, 6] })).toBe("quick, seed 5");
  expect(nameOf({ axes: [axis("Early stopping, Depth", { value: null, name: "off" })] })).toBe(
    "Early stopping, Depth off",
  );
});

it("sets a value in all stages", () => {
  const runs = gridRuns(grid({ seeds: [1], axes: [axis("Steps, all stages", { value: 7, name: "7" })] }));
  if (typeof runs === "string") throw new Error(runs);
  expect(Object.values(runs[0].recipe.stages).map(({ steps }) => steps)).toEqual([7, 7, 7, 7, 7]);
});

it("says which combination is not possible, and that there are too many", () => {
  const low = axis("Black at percentile", { value: 99.9, name: "99.9" });
  expect(gridRuns(grid({ axes: [low] }))).toContain("normalisation.low = 99.9");
  const many = Array.from({ length: 150 }, (_, index) => index);
  expect(gridRuns(grid({ seeds: many, axes: [crops] }))).toContain("300 runs");
  expect(gridRuns(grid({ axes: [crops, crops] }))).toContain("listed twice");
});

it("tells for each run what varies among them", () => {
  const runs = gridRuns(grid({ axes: [crops] }));
  if (typeof runs === "string") throw new Error(runs);
  expect(varyingSettings(runs.map(({ recipe }) => recipe))).toEqual([
    "Seed 1 · Crop 64",
    "Seed 2 · Crop 64",
    "Seed 1 · Crop 128",
    "Seed 2 · Crop 128",
  ]);
  const presets = gridRuns(grid({ seeds: [1], axes: [axis("Augmentation", none, heavy)] }));
  if (typeof presets === "string") throw new Error(presets);
  expect(varyingSettings(presets.map(({ recipe }) => recipe))).toEqual([
    "Augmentation none",
    "Augmentation heavy",
  ]);
  const alike = gridRuns(
    grid({ seeds: [1], axes: [axis("Peak learning rate, all stages", { value: 1e-3, name: "1e-3" })] }),
  );
  if (typeof alike === "string") throw new Error(alike);
  expect(
    varyingSettings([
      alike[0].recipe,
      { ...alike[0].recipe, stages: { ...alike[0].recipe.stages, joint: base.stages.joint } },
      base,
    ]),
  ).toEqual([
    "Peak learning rate, all stages 0.001",
    "Peak learning rate, all stages 0.001 / 0.001 / 0.001 / 0.0005 / 0.001",
    "Peak learning rate, all stages 0.002 / 0.002 / 0.002 / 0.0005 / 0.01",
  ]);
  expect(varyingSettings([base, base])).toEqual(["same settings", "same settings"]);
  expect(varyingSettings([])).toEqual([]);
});
