import * as v from "valibot";
import type { Recipe, Stage } from "../recipe/recipe.ts";
import { type ScheduleRecipe, scheduleSchema } from "../recipe/schedules.ts";
import type { StageLength } from "./epoch-of-step.ts";

/** What determines the learning rates of a stage when it begins. */
export interface StagePlan extends StageLength {
  readonly schedule: ScheduleRecipe;
}

/** Schema of a plan in a stored document. */
export const stagePlanSchema = v.object({
  schedule: scheduleSchema,
  steps: v.pipe(v.number(), v.integer(), v.minValue(1)),
  stepsPerEpoch: v.pipe(v.number(), v.gtValue(0)),
});

/**
 * The plan of a stage of a recipe whose length is known in steps.
 * @param stepsPerEpoch optimiser steps per epoch; may be a fraction
 */
export function stagePlan({ stages }: Recipe, stage: Stage, stepsPerEpoch: number): StagePlan {
  const { schedule, steps } = stages[stage];
  return { schedule, steps, stepsPerEpoch };
}
