import type { Recipe } from "../recipe/recipe.ts";
import { SHARED_PEAK } from "../recipe/recipe-schema.ts";
import { withPeak } from "../recipe/schedules.ts";
import { isStartName, STARTS } from "./starts.ts";

/** Peak learning rate from trained weights, which the rate from scratch would disrupt. */
export const START_PEAK = 3e-3;

/** The schedule with a peak that suits the start, unless the peak was chosen otherwise. */
function withSuitedPeak(
  shared: Recipe["stages"]["shared"],
  from: number,
  to: number,
): Recipe["stages"]["shared"] {
  const { schedule } = shared;
  if (schedule.kind !== "oneCycle" || schedule.peakLearningRate !== from) return shared;
  return { ...shared, schedule: withPeak(schedule, to) };
}

/**
 * A recipe that starts the network with three heads from given weights: with a peak learning rate that suits them
 * where it had the default, and for a built-in start with the size of its network and its conversion of images.
 */
export function withStart(recipe: Recipe, startFrom: Recipe["startFrom"]): Recipe {
  const [from, to] = startFrom === "scratch" ? [START_PEAK, SHARED_PEAK] : [SHARED_PEAK, START_PEAK];
  const stages = { ...recipe.stages, shared: withSuitedPeak(recipe.stages.shared, from, to) };
  if (!isStartName(startFrom)) return { ...recipe, startFrom, stages };
  const { channel, normalisation, shared } = STARTS[startFrom];
  const networks = { ...recipe.networks, shared };
  return { ...recipe, startFrom, stages, networks, channel, normalisation, pipeline: "shared" };
}
