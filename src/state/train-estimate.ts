import { create } from "zustand";
import { approximateDuration } from "../core/approximate-duration.ts";
import { RECIPES, type RecipeName } from "../core/recipe/presets.ts";
import { useRunStore } from "./run.ts";
import { type PlannedStage, totalSeconds } from "./run-time.ts";

export interface TrainEstimate {
  /** Estimated seconds of each recipe for the chosen stages and the loaded images; null while unknown. */
  readonly recipes: Readonly<Record<RecipeName, number | null>>;
  /** The chosen stages with the recipe of the next run or, during a run, as they were at its start. */
  readonly plan: readonly PlannedStage[];
}

/** A value for each recipe. */
export function ofRecipes(secondsOf: (name: RecipeName) => number | null): TrainEstimate["recipes"] {
  const entries = (Object.keys(RECIPES) as RecipeName[]).map((name) => [name, secondsOf(name)]);
  return Object.fromEntries(entries);
}

const UNKNOWN = ofRecipes(() => null);

/** Estimated time of training on this device. */
export const useTrainEstimate = create<TrainEstimate>(() => ({ recipes: UNKNOWN, plan: [] }));

/** Estimated time of all chosen stages, e.g. `about 3 min`; null while unknown. */
export function estimateText(
  { plan }: Pick<TrainEstimate, "plan"> = useTrainEstimate.getState(),
): string | null {
  const seconds = totalSeconds(plan);
  return seconds === null ? null : approximateDuration(seconds);
}

/** The same, kept up to date in a component. */
export function useEstimateText(): string | null {
  return useTrainEstimate(estimateText);
}

/** Remaining seconds of the run in progress, over all of its stages; null while unknown and without a run. */
export function useSecondsLeft(): number | null {
  return useRunStore((run) => run.secondsLeft);
}
