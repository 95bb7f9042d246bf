import { expect, test } from "vitest";
import { EXPERIMENTS } from "../recipe/experiments.ts";
import {
  EXPERIMENT_SETS,
  type ExperimentSetName,
  experimentRuns,
  isExperimentSet,
} from "./experiment-sets.ts";

test("every experiment is in one set", () => {
  const sets = Object.values(EXPERIMENT_SETS).map(({ experiments }) => experiments);
  expect(sets.flat().sort()).toEqual(Object.keys(EXPERIMENTS).sort());
});

test.each(Object.keys(EXPERIMENT_SETS) as ExperimentSetName[])(
  "%s has every recipe with every seed",
  (name) => {
    const runs = experimentRuns(name, [1, 2, 3]);
    const recipes = EXPERIMENT_SETS[name].experiments.length;
    expect(recipes).toBeGreaterThan(3);
    expect(runs).toHaveLength(3 * recipes);
    expect(new Set(runs.map((run) => run.name)).size).toBe(runs.length);
    expect(runs.map(({ recipe }) => recipe.seed).slice(0, 4)).toEqual([1, 2, 3, 1]);
    expect(new Set(runs.map(({ group }) => group)).size).toBe(recipes);
  },
);

test("a property of objects is no set", () => {
  expect(isExperimentSet("stale-vectors")).toBe(true);
  expect(isExperimentSet("toString")).toBe(false);
});
