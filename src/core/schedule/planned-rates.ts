import type { ScheduleRecipe } from "../recipe/schedules.ts";
import { learningRateAt } from "./learning-rate-at.ts";

/** A step, from 0, and its learning rate. */
export type PlannedRate = readonly [step: number, rate: number];

const MAX_POINTS = 512;

/**
 * The learning rate over the steps of a stage before it is trained, at evenly spaced steps including the first
 * and the last. Reductions on a plateau cannot be planned: the rate stays at its highest value.
 * @param stepsPerEpoch optimiser steps per epoch; may be a fraction
 * @param done steps of the stage to give the rates of, from its first on
 */
export function plannedRates(
  schedule: ScheduleRecipe,
  steps: number,
  stepsPerEpoch: number,
  maxPoints: number = MAX_POINTS,
  done: number = steps,
): PlannedRate[] {
  const count = Math.min(maxPoints, done);
  return Array.from({ length: count }, (_, index) => {
    const step = count === 1 ? 0 : Math.round((index * (done - 1)) / (count - 1));
    return [step, learningRateAt(schedule, step, { steps, stepsPerEpoch })];
  });
}
