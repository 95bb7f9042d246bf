import type { RunToQueue } from "../core/queue/run-queue.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { useDatasetStore } from "./dataset.ts";
import { estimatedSeconds } from "./estimate-runs.ts";
import { useSetsStore } from "./image-sets.ts";
import { useStepTimes } from "./step-times.ts";

/** What an estimate depends on besides the run. */
const basisNow = () =>
  [
    useStepTimes.getState().times,
    useDatasetStore.getState().records,
    useSetsStore.getState().assigned,
  ] as const;

let basis: readonly unknown[] = [];
let known = new WeakMap<Recipe, Map<string, number | null>>();

/** Estimated seconds of a run with the present images on this device; null while unknown. */
export function runSeconds({ recipe, stages }: Pick<RunToQueue, "recipe" | "stages">): number | null {
  const now = basisNow();
  if (now.some((part, index) => part !== basis[index])) known = new WeakMap();
  basis = now;
  const estimates = known.get(recipe) ?? new Map<string, number | null>();
  known.set(recipe, estimates);
  const key = stages.join();
  if (!estimates.has(key)) estimates.set(key, estimatedSeconds(recipe, stages));
  return estimates.get(key) ?? null;
}

/** Estimated seconds of several runs one after the other; null while one of them is unknown. */
export function queueSeconds(runs: readonly Pick<RunToQueue, "recipe" | "stages">[]): number | null {
  return runs.reduce<number | null>((sum, run) => {
    const seconds = runSeconds(run);
    return sum === null || seconds === null ? null : sum + seconds;
  }, 0);
}
