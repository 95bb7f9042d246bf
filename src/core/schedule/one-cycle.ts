import type { ScheduleRecipe } from "../recipe/schedules.ts";
import { annealed } from "./annealed.ts";

/**
 * Learning rate of one-cycle at place `n` (from 0) of `total`, as PyTorch's OneCycleLR (Smith & Topin 2019),
 * without its change of beta1. Two phases: the rate rises from peakLearningRate / startDivisor to the peak at
 * p = warmUpFraction * total - 1, then falls to peakLearningRate / startDivisor / endDivisor at the last place.
 * Three phases: it falls to the first rate at 2 p, then to the last rate.
 */
export function oneCycleRate(schedule: ScheduleRecipe<"oneCycle">, n: number, total: number): number {
  const { peakLearningRate, warmUpFraction, startDivisor, endDivisor, annealing, threePhases } = schedule;
  const start = peakLearningRate / startDivisor;
  const end = start / endDivisor;
  const last = total - 1;
  // A cycle too short for a warm-up starts at the peak; PyTorch divides by zero if p is 0.
  const peak = Math.max(0, warmUpFraction * total - 1);
  const back = threePhases ? 2 * peak : peak;
  const between = (from: number, to: number, begin: number, close: number) =>
    annealed(annealing, from, to, (n - begin) / (close - begin));
  if (n < peak) return between(start, peakLearningRate, 0, peak);
  if (n < back) return between(peakLearningRate, start, peak, back);
  const top = threePhases && back > 0 ? start : peakLearningRate;
  return last > back ? between(top, end, back, last) : top;
}
