import type { ScheduleRecipe } from "../recipe/recipe.ts";

type OneCycle = Extract<ScheduleRecipe, { kind: "oneCycle" }>;

/** From `start` to `end` along half a cosine; `share` runs from 0 to 1. */
function cosine(start: number, end: number, share: number): number {
  return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * share));
}

function oneCycleAt(
  { maximum, warmUp, startDivisor, endDivisor }: OneCycle,
  step: number,
  steps: number,
): number {
  const start = maximum / startDivisor;
  const last = steps - 1;
  const top = warmUp * steps - 1;
  // So few steps, or so short a warm-up, that the rise has no room: begin at the top.
  if (top > 0 && step <= top) return cosine(start, maximum, step / top);
  const first = Math.max(0, top);
  return last > first ? cosine(maximum, start / endDivisor, (step - first) / (last - first)) : maximum;
}

/**
 * Learning rate of step `step` (from 0) of `steps`. The one-cycle schedule is that of PyTorch's `OneCycleLR` with two
 * cosine phases (Smith & Topin 2018): it rises from maximum / startDivisor to the maximum at step
 * warmUp * steps - 1, and falls to maximum / startDivisor / endDivisor at the last step.
 */
export function rateAt(schedule: ScheduleRecipe, step: number, steps: number): number {
  return schedule.kind === "constant" ? schedule.rate : oneCycleAt(schedule, step, steps);
}
