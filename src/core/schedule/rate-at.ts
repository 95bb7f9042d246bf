import type { ScheduleRecipe } from "../recipe/recipe.ts";

type OneCycle = Extract<ScheduleRecipe, { kind: "oneCycle" }>;

/** Half a cosine wave from `from` (share 0) to `to` (share 1). */
function cosine(from: number, to: number, share: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
}

function oneCycle(schedule: OneCycle, step: number, totalSteps: number): number {
  const { maximum, warmUp, startDivisor, endDivisor } = schedule;
  const start = maximum / startDivisor;
  const end = start / endDivisor;
  const last = totalSteps - 1;
  // A cycle so short that its rise has no length starts at the maximum; PyTorch divides by zero there.
  const peak = Math.max(0, warmUp * totalSteps - 1);
  if (step < peak) return cosine(start, maximum, step / peak);
  return last > peak ? cosine(maximum, end, (step - peak) / (last - peak)) : maximum;
}

/**
 * Learning rate of step `step` (from 0) of `totalSteps`. One-cycle is PyTorch's OneCycleLR in two phases with
 * cosine annealing (Smith & Topin 2019), without its change of beta1: it rises from maximum / startDivisor to the maximum
 * by step warmUp * totalSteps - 1, then falls to maximum / startDivisor / endDivisor at the last step. Steps
 * beyond the last keep the last one's rate.
 */
export function rateAt(schedule: ScheduleRecipe, step: number, totalSteps: number): number {
  if (schedule.kind === "constant") return schedule.rate;
  return oneCycle(schedule, Math.min(step, totalSteps - 1), totalSteps);
}
