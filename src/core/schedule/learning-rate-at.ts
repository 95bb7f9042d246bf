import { peakOf, type ScheduleRecipe } from "../recipe/schedules.ts";
import { annealed } from "./annealed.ts";
import { epochOfStep, epochsBegun, type StageLength } from "./epoch-of-step.ts";
import { oneCycleRate } from "./one-cycle.ts";

/** Number of counted steps or epochs, and the one of the current step; not above the last. */
function placeOf(schedule: ScheduleRecipe, step: number, length: StageLength): { n: number; total: number } {
  const isByEpoch = "interval" in schedule && schedule.interval === "epoch";
  const total = isByEpoch ? epochsBegun(length) : length.steps;
  const n = isByEpoch ? epochOfStep(step, length) : step;
  return { n: Math.min(n, total - 1), total };
}

/** The rate at place `n` of a schedule of `total` places without its warm-up. */
function rateAfterWarmUp(schedule: ScheduleRecipe, n: number, total: number): number {
  switch (schedule.kind) {
    case "constant":
    case "warmUp":
    case "plateau":
      return schedule.learningRate;
    case "oneCycle":
      return oneCycleRate(schedule, n, total);
    case "cosine":
      return annealed("cosine", schedule.learningRate, schedule.minLearningRate, n / total);
    case "step":
      return schedule.learningRate * schedule.factor ** Math.floor(n / schedule.every);
  }
}

/**
 * Learning rate at step `step` (from 0) of a stage; after the last step it stays. Schedules other than
 * one-cycle first rise linearly from learningRate / startDivisor in warmUpFraction of the steps (PyTorch's
 * LinearLR), and have the remaining steps for themselves. Cosine is PyTorch's CosineAnnealingLR without
 * restarts, which would reach minLearningRate one step after the last; step is StepLR. With `interval: "epoch"`
 * epochs are counted instead of steps, as with a PyTorch scheduler that is stepped after each epoch.
 * `reducedRate` is the current rate of "reduce on plateau", which follows validation (`plateau.ts`).
 */
export function learningRateAt(
  schedule: ScheduleRecipe,
  step: number,
  length: StageLength,
  reducedRate: number = peakOf(schedule),
): number {
  const { n, total } = placeOf(schedule, step, length);
  if (schedule.kind === "oneCycle" || schedule.kind === "constant")
    return rateAfterWarmUp(schedule, n, total);
  const warmUp = schedule.warmUpFraction * total;
  const reduction =
    schedule.kind === "plateau" && schedule.learningRate > 0 ? reducedRate / schedule.learningRate : 1;
  if (n < warmUp) {
    const start = schedule.learningRate / schedule.startDivisor;
    return reduction * annealed("linear", start, schedule.learningRate, n / warmUp);
  }
  if (schedule.kind === "plateau") return reducedRate;
  return rateAfterWarmUp(schedule, n - warmUp, total - warmUp);
}
