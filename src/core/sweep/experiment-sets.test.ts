import { expect, test } from "vitest";
import { EXPERIMENTS } from "../recipe/experiments.ts";
import {
  EXPERIMENT_SETS,
  type ExperimentSetName,
  experimentRuns,
  isExperimentSet,
} from "./experiment-sets.ts";

test("every experiment is in one set of four", () => {
  const sets = Object.values(EXPERIMENT_SETS).map(({ experiments }) => experiments);
  expect(sets.flat().sort()).toEqual(Object.keys(EXPERIMENTS).sort());
  for (const set of sets) expect(set).toHaveLength(4);
});

test.each(Object.keys(EXPERIMENT_SETS) as ExperimentSetName[])(
  "%s has four groups with every seed",
  (name) => {
    const runs = experimentRuns(name, [1, 2, 3]);
    expect(runs).toHaveLength(12);
    expect(new Set(runs.map((run) => run.name)).size).toBe(12);
    expect(runs.map(({ recipe }) => recipe.seed).slice(0, 4)).toEqual([1, 2, 3, 1]);
    expect(new Set(runs.map(({ group }) => group)).size).toBe(4);
  },
);

test("a property of objects is no set", () => {
  expect(isExperimentSet("stale-vectors")).toBe(true);
  expect(isExperimentSet("toString")).toBe(false);
});
