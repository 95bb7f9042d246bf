import { approximateDuration } from "../src/core/approximate-duration.ts";
import type { ImageRecord } from "../src/core/dataset/image-record.ts";
import { resolveSteps } from "../src/core/dataset/sampling/resolve-steps.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import type { PlannedRun } from "../src/core/sweep/expand-sweep.ts";
import { splitBy } from "./experiment-images.ts";

/** Pixels on which a run trains, counted once per step. */
function workOf({ recipe }: PlannedRun, stages: readonly Stage[], records: readonly ImageRecord[]): number {
  const { training } = splitBy(recipe, records);
  const resolved = resolveSteps(recipe, training);
  const steps = stages.reduce((sum, stage) => sum + resolved.stages[stage].steps, 0);
  return steps * recipe.batch * recipe.crop ** 2;
}

/** Estimates the time that the remaining runs take from that of the runs before, by the pixels that they train on. */
export class ExperimentTime {
  readonly #work: ReadonlyMap<PlannedRun, number>;
  #done = 0;
  #milliseconds = 0;

  /** @param runs those that are still to do */
  constructor(runs: readonly PlannedRun[], stages: readonly Stage[], records: readonly ImageRecord[]) {
    this.#work = new Map(runs.map((run) => [run, workOf(run, stages, records)]));
  }

  /** Counts a run that took this time. */
  add(run: PlannedRun, milliseconds: number): void {
    this.#done += this.#work.get(run) ?? 0;
    this.#milliseconds += milliseconds;
  }

  /** Time left for these runs in words; null before the first run has ended. */
  left(runs: readonly PlannedRun[]): string | null {
    if (this.#done === 0) return null;
    const work = runs.reduce((sum, run) => sum + (this.#work.get(run) ?? 0), 0);
    return approximateDuration((this.#milliseconds / 1000) * (work / this.#done));
  }
}
