import type { ScheduleRecipe } from "../recipe/recipe.ts";

type OneCycle = Extract<ScheduleRecipe, { kind: "oneCycle" }>;

/** Cosine interpolation from `from` (share 0) to `to` (share 1). */
function cosine(from: number, to: number, fraction: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * fraction));
}

function oneCycle(schedule: OneCycle, step: number, totalSteps: number): number {
  const { peakLearningRate, warmUpFraction, startDivisor, endDivisor } = schedule;
  const start = peakLearningRate / startDivisor;
  const end = start / endDivisor;
  const last = totalSteps - 1;
  // A cycle too short for a warm-up starts at the peak; PyTorch divides by zero there.
  const peak = Math.max(0, warmUpFraction * totalSteps - 1);
  if (step < peak) return cosine(start, peakLearningRate, step / peak);
  return last > peak ? cosine(peakLearningRate, end, (step - peak) / (last - peak)) : peakLearningRate;
}

/**
 * Learning rate at step `step` (from 0) of `totalSteps`. One-cycle is PyTorch's OneCycleLR in two phases with
 * cosine annealing (Smith & Topin 2019), without its change of beta1: the rate rises from
 * peakLearningRate / startDivisor to the peak at step warmUpFraction * totalSteps - 1, then falls to
 * peakLearningRate / startDivisor / endDivisor at the last step and stays there.
 */
export function learningRateAt(schedule: ScheduleRecipe, step: number, totalSteps: number): number {
  if (schedule.kind === "constant") return schedule.learningRate;
  return oneCycle(schedule, Math.min(step, totalSteps - 1), totalSteps);
}
