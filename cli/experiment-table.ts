import type { MeanAndSpread } from "../src/core/sweep/mean-and-spread.ts";
import { type ComparedGroup, compareRuns } from "./compare.ts";
import type { ExperimentPlan } from "./experiment-plan.ts";
import type { FolderRun } from "./run-folder.ts";

/** A row of the table of `stale-vectors`. */
interface VectorsRow {
  readonly augmentation: "none" | "rotation";
  readonly vectors: "stale" | "recomputed";
  /** Last validation, over seeds; degrees. The spread is null for one seed, both for none. */
  readonly angleRmsDegrees: { readonly mean: number | null; readonly spread: number | null };
  /** Number of seeds. */
  readonly seeds: number;
}

/** A row of the table of any other experiment. */
interface GroupRow extends Pick<ComparedGroup, "name" | "stages"> {
  readonly seeds: number;
}

export interface ExperimentTable {
  readonly rows: readonly VectorsRow[] | readonly GroupRow[];
}

function groupOf(
  group: string,
  plan: ExperimentPlan,
  done: ReadonlyMap<string, FolderRun>,
): ComparedGroup | null {
  const runs = plan.runs.filter((run) => run.group === group).flatMap(({ folder }) => done.get(folder) ?? []);
  return compareRuns({ runs, damaged: [] }).groups[0] ?? null;
}

const withoutCount = (value: MeanAndSpread | null | undefined) => ({
  mean: value?.mean ?? null,
  spread: value?.spread ?? null,
});

/**
 * The table of an experiment: one row per recipe, over the seeds that have finished.
 * @param done finished runs by the name of their folder
 */
export function experimentTable(plan: ExperimentPlan, done: ReadonlyMap<string, FolderRun>): ExperimentTable {
  const groups = [...new Set(plan.runs.map(({ group }) => group))];
  if (plan.name !== "stale-vectors") {
    const found = groups.flatMap((group) => groupOf(group, plan, done) ?? []);
    return { rows: found.map(({ name, stages, seeds }) => ({ name, stages, seeds: seeds.length })) };
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
