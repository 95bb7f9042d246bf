import type { EarlyStoppingRecipe } from "./early-stopping.ts";
import type { MonitoredScore } from "./monitored-scores.ts";
import type { ScheduleRecipe } from "./schedules.ts";

/** The settings of a stage that act on the scores of its validations. */
export interface CallbackSettings {
  readonly schedule: ScheduleRecipe;
  readonly earlyStopping: EarlyStoppingRecipe | null;
  readonly bestBy: MonitoredScore | "auto";
}

/** The scores that a stage's schedule, early stopping and best weights follow, as far as the recipe names them. */
export function monitoredBy({ schedule, earlyStopping, bestBy }: CallbackSettings): MonitoredScore[] {
  const scores = [
    schedule.kind === "plateau" ? schedule.monitor : null,
    earlyStopping?.monitor ?? null,
    bestBy === "auto" ? null : bestBy,
  ];
  return scores.filter((score) => score !== null);
}
