import type { Method } from "../src/core/instances/parameters.ts";
import type { Gate } from "../src/core/recipe/recipe.ts";
import { type MeanAndSpread, meanAndSpread } from "../src/core/sweep/mean-and-spread.ts";
import { type ComparedGroup, compareRuns } from "./compare.ts";
import type { ExperimentPlan } from "./experiment-plan.ts";
import type { ExperimentRun } from "./finished-runs.ts";

/** A row of the table of `stale-vectors`. */
interface VectorsRow {
  readonly augmentation: "none" | "rotation";
  readonly vectors: "stale" | "recomputed";
  /** Last validation, over seeds; degrees. The spread is null for one seed, both for none. */
  readonly angleRmsDegrees: { readonly mean: number | null; readonly spread: number | null };
  /** Number of seeds. */
  readonly seeds: number;
}

/** Scores of the cells that one method finds in the validation images, over seeds. */
export interface MethodCells {
  readonly gate: Gate;
  readonly method: Method;
  /** Means over images, 0..1. */
  readonly ap50: MeanAndSpread;
  readonly kaggle: MeanAndSpread;
}

/** A row of the table of any other experiment. */
export interface GroupRow extends Pick<ComparedGroup, "name" | "stages"> {
  readonly seeds: number;
  /** Absent where cells are not found. */
  readonly cells?: readonly MethodCells[];
}

export interface ExperimentTable {
  readonly rows: readonly VectorsRow[] | readonly GroupRow[];
}

type DoneRuns = ReadonlyMap<string, ExperimentRun>;

function runsOf(group: string, plan: ExperimentPlan, done: DoneRuns): readonly ExperimentRun[] {
  return plan.runs.filter((run) => run.group === group).flatMap(({ folder }) => done.get(folder) ?? []);
}

function groupOf(group: string, plan: ExperimentPlan, done: DoneRuns): ComparedGroup | null {
  return compareRuns({ runs: runsOf(group, plan, done), damaged: [] }).groups[0] ?? null;
}

/** The methods in the order of the first run. */
function cellsOf(runs: readonly ExperimentRun[]): readonly MethodCells[] {
  return (runs[0]?.cells ?? []).flatMap(({ gate, method }) => {
    const all = runs.flatMap(({ cells }) => cells ?? []);
    const found = all.filter((one) => one.gate === gate && one.method === method);
    const ap50 = meanAndSpread(found.map((one) => one.ap50));
    const kaggle = meanAndSpread(found.map((one) => one.kaggle));
    return ap50 && kaggle ? [{ gate, method, ap50, kaggle }] : [];
  });
}

const withoutCount = (value: MeanAndSpread | null | undefined) => ({
  mean: value?.mean ?? null,
  spread: value?.spread ?? null,
});

/**
 * The table of an experiment: one row per recipe, over the seeds that have finished.
 * @param done finished runs by the name of their folder
 */
export function experimentTable(plan: ExperimentPlan, done: DoneRuns): ExperimentTable {
  const groups = [...new Set(plan.runs.map(({ group }) => group))];
  if (plan.name !== "stale-vectors") {
    const rows = groups.flatMap((group): GroupRow[] => {
      const found = groupOf(group, plan, done);
      if (!found) return [];
      const row = { name: found.name, stages: found.stages, seeds: found.seeds.length };
      return [plan.findsCells ? { ...row, cells: cellsOf(runsOf(group, plan, done)) } : row];
    });
    return { rows };
  }
  const rows = groups.flatMap((group): VectorsRow[] => {
    const recipe = plan.runs.find((run) => run.group === group)?.recipe;
    if (!recipe) return [];
    const found = groupOf(group, plan, done);
    const direction = found?.stages.find(({ stage }) => stage === "direction");
    return [
      {
        augmentation: recipe.augmentation.rotation.probability > 0 ? "rotation" : "none",
        vectors: recipe.staleVectors ? "stale" : "recomputed",
        angleRmsDegrees: withoutCount(direction?.scores.angleRmsDegrees?.last),
        seeds: found?.seeds.length ?? 0,
      },
    ];
  });
  return { rows };
}
