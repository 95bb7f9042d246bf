import { EXPERIMENTS } from "../recipe/experiments.ts";
import type { Stage } from "../recipe/recipe.ts";
import { overSeeds, type PlannedRun } from "./expand-sweep.ts";

/** Experiments whose recipes are compared with each other. */
export interface ExperimentSet {
  /** Title on the page. */
  readonly title: string;
  /** What is compared, as a sentence. */
  readonly detail: string;
  /** Names in `EXPERIMENTS`. */
  readonly experiments: readonly string[];
  readonly stages: readonly Stage[];
  /** Whether the recipes are compared by the cells that they find. */
  readonly findsCells?: true;
}

/** Seeds of an experiment unless others are given. */
export const USUAL_SEEDS: readonly number[] = [1, 2, 3];

const startingWith = (...starts: string[]) =>
  Object.keys(EXPERIMENTS).filter((name) => starts.some((start) => name.startsWith(start)));

/** The sets of experiments by name, in the order of the page. */
export const EXPERIMENT_SETS = {
  "stale-vectors": {
    title: "Stale vectors",
    detail: "Vectors computed before or after the augmentation, without augmentation and with rotation.",
    experiments: startingWith("vectors-"),
    stages: ["direction"],
  },
  "learning-rates": {
    title: "Learning rates",
    detail: "The schedules of a public notebook of 2021, with the network and the loss of this lab.",
    experiments: startingWith("constant-", "heavy-"),
    stages: ["direction"],
  },
  "author-head": {
    title: "Author's head",
    detail: "The same schedules with the last layer and the loss of the notebook.",
    experiments: startingWith("author-head-"),
    stages: ["direction"],
  },
  ablation: {
    title: "Ablation",
    detail: "The recipe few with one part left out at a time, and the published networks beside it.",
    experiments: startingWith("ablation-"),
    stages: ["shared"],
    findsCells: true,
  },
} as const satisfies Readonly<Record<string, ExperimentSet>>;

export type ExperimentSetName = keyof typeof EXPERIMENT_SETS;

/** Whether `name` is that of a set of experiments. */
export function isExperimentSet(name: string): name is ExperimentSetName {
  return Object.hasOwn(EXPERIMENT_SETS, name);
}

/** The runs of a set of experiments, each with every seed. */
export function experimentRuns(name: ExperimentSetName, seeds: readonly number[]): readonly PlannedRun[] {
  const { experiments } = EXPERIMENT_SETS[name];
  return overSeeds(
    experiments.map((experiment) => ({ name: experiment, recipe: EXPERIMENTS[experiment].recipe })),
    seeds,
  );
}
