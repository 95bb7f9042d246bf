import { EARLY_STOPPING_FIELDS } from "./early-stopping.ts";
import { OPTIMISER_KINDS, OPTIMISERS } from "./optimisers.ts";
import type { RecipeFields } from "./recipe-field.ts";
import { SCHEDULE_KINDS, SCHEDULES } from "./schedules.ts";

/** The tables of fields below a part of a stage, one for each kind that the part may have. */
export const STAGE_FIELDS: Readonly<Record<string, readonly RecipeFields[]>> = {
  optimiser: OPTIMISER_KINDS.map((kind) => OPTIMISERS[kind].fields),
  schedule: SCHEDULE_KINDS.map((kind) => SCHEDULES[kind].fields),
  earlyStopping: [EARLY_STOPPING_FIELDS],
};
