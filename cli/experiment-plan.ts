import { basename, resolve } from "node:path";
import { type Recipe, STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import { expandSweep, overSeeds, type PlannedRun } from "../src/core/sweep/expand-sweep.ts";
import {
  EXPERIMENT_SETS,
  type ExperimentSet,
  experimentRuns,
  isExperimentSet,
  USUAL_SEEDS,
} from "../src/core/sweep/experiment-sets.ts";
import { withoutSeed } from "../src/core/sweep/name-with-seed.ts";
import { MAX_RUNS, parseSweepText } from "../src/core/sweep/sweep.ts";
import { UsageError } from "./command.ts";
import { parseOf, readDocument } from "./read-document.ts";

/** A run of an experiment, and the name of its folder. */
export interface FolderPlan extends PlannedRun {
  readonly folder: string;
}

export interface ExperimentPlan {
  readonly name: string;
  readonly stages: readonly Stage[];
  /** Whether the cells of the validation images are found and scored after each run. */
  readonly findsCells: boolean;
  /** All runs of the first seed precede those of the second. */
  readonly runs: readonly FolderPlan[];
}

export interface PlanOptions {
  /** Number of seeds, counted from 1; null for those of the experiment. */
  readonly seeds: number | null;
  /** Steps per stage; null for those of the recipes. */
  readonly steps: number | null;
  /** Whether cells are found also where the experiment does not need them. */
  readonly cells?: boolean | undefined;
}

const IS_FILE = /\.json$/i;
const LONGEST_FOLDER = 60;

function withSteps(recipe: Recipe, steps: number | null): Recipe {
  if (steps === null) return recipe;
  const stages = STAGES.map((stage) => [stage, { ...recipe.stages[stage], steps, epochs: null }]);
  return { ...recipe, stages: Object.fromEntries(stages) as Recipe["stages"] };
}

/** `Crop 64, Stale vectors on` as `crop-64-stale-vectors-on`. */
const inFolder = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "")
    .slice(0, LONGEST_FOLDER);

function planned(
  { name, stages, findsCells }: Pick<ExperimentPlan, "name" | "stages" | "findsCells">,
  runs: readonly PlannedRun[],
): ExperimentPlan {
  const bySeed = [...new Set(runs.map(({ recipe }) => recipe.seed))].flatMap((seed) =>
    runs.filter(({ recipe }) => recipe.seed === seed),
  );
  const groups = [...new Set(runs.map(({ group }) => group))];
  const names = groups.map((group) => {
    const run = runs.find((one) => one.group === group);
    return inFolder(withoutSeed(run?.name ?? ""));
  });
  const folders = bySeed.map((run) => {
    const at = groups.indexOf(run.group);
    const own = names[at] === "" || names.indexOf(names[at]) !== at ? `${names[at]}-${at + 1}` : names[at];
    return { ...run, folder: `${own}-seed-${run.recipe.seed}` };
  });
  return { name, stages, findsCells, runs: folders };
}

function checkNumber(runs: readonly PlannedRun[]): void {
  if (runs.length > MAX_RUNS)
    throw new UsageError(
      `These are ${runs.length} runs, and at most ${MAX_RUNS} are possible. Give fewer --seeds.`,
    );
}

/**
 * The runs of an experiment given by name, or as a sweep in a file that ends in .json, relative to `folder`.
 * @throws UsageError if there is no such experiment, or it has too many runs
 * @throws LabError if the file cannot be read or is not a sweep
 */
export async function planFrom(
  text: string,
  folder: string,
  { seeds, steps, cells = false }: PlanOptions,
): Promise<ExperimentPlan> {
  const counted = seeds === null ? null : Array.from({ length: seeds }, (_, index) => index + 1);
  const stepped = (runs: readonly PlannedRun[]) => {
    checkNumber(runs);
    const cases = runs.map(({ name, recipe }) => ({ name, recipe: withSteps(recipe, steps) }));
    // The group is that of the changed recipe.
    return cases.flatMap((one) => overSeeds([one], [one.recipe.seed]));
  };
  if (isExperimentSet(text)) {
    const { stages, findsCells }: ExperimentSet = EXPERIMENT_SETS[text];
    const of = { name: text, stages, findsCells: cells || findsCells === true };
    return planned(of, stepped(experimentRuns(text, counted ?? USUAL_SEEDS)));
  }
  if (!IS_FILE.test(text))
    throw new UsageError(
      `There is no experiment "${text}". The experiments are ${Object.keys(EXPERIMENT_SETS).join(", ")}, or a sweep in a file that ends in .json.`,
    );
  const path = resolve(folder, text);
  const sweep = await readDocument(path, "sweep", parseSweepText);
  const runs = parseOf(basename(path), () =>
    expandSweep(counted === null ? sweep : { ...sweep, seeds: counted }),
  );
  return planned({ name: sweep.name, stages: sweep.stages, findsCells: cells }, stepped(runs));
}
