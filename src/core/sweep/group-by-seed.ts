import type { RunRecord } from "../runs/run-record.ts";
import { groupKey } from "./group-key.ts";

/** The part of a run that decides which runs it repeats. */
export type Repeatable = Pick<RunRecord, "recipe" | "stages" | "data">;

/** Runs that repeat each other with other seeds. */
export interface SeedGroup<Run extends Repeatable> {
  /** Equal for groups of the same recipe, stages and images. */
  readonly key: string;
  readonly runs: readonly Run[];
}

/**
 * The seed also decides which images are for validation: only the whole set of images can be compared. Records of older
 * versions have no hash of it.
 */
function dataKey({ images, trainingImages, validationImages }: RunRecord["data"]): string {
  return images ?? `${trainingImages + validationImages} images`;
}

/**
 * Groups runs that differ only in seed and name: same settings, stages and images. Groups are in the order of their
 * first run, and runs keep their order; a run that nothing repeats is a group of one.
 */
export function groupBySeed<Run extends Repeatable>(runs: readonly Run[]): readonly SeedGroup<Run>[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = JSON.stringify([groupKey(run.recipe), run.stages, dataKey(run.data)]);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups].map(([key, members]) => ({ key, runs: members }));
}
