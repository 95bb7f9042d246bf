import * as v from "valibot";
import { LabError } from "../errors.ts";
import type { CallbackSettings } from "../recipe/monitored-by.ts";
import type { MonitoredValues } from "../recipe/monitored-scores.ts";
import {
  afterEarlyStopScore,
  EARLY_STOP_START,
  type EarlyStopState,
  earlyStopStateSchema,
} from "./early-stop.ts";
import { afterPlateauScore, type PlateauState, plateauStateSchema, startPlateau } from "./plateau.ts";

/** State of the callbacks of a stage between two validations, null for one that is off; plain JSON. */
export type CallbackRecord = {
  readonly plateau: PlateauState | null;
  readonly earlyStop: EarlyStopState | null;
};

/** A stored state of callbacks is damaged, or belongs to another recipe. */
export class CallbackRecordError extends LabError {
  override name = "CallbackRecordError";
}

/** The state before the first validation. */
export function startRecord({ schedule, earlyStopping }: CallbackSettings): CallbackRecord {
  return {
    plateau: schedule.kind === "plateau" ? startPlateau(schedule) : null,
    earlyStop: earlyStopping && EARLY_STOP_START,
  };
}

/** The state after a validation; scores that it did not measure change nothing. */
export function afterValidation(
  { schedule, earlyStopping }: CallbackSettings,
  { plateau, earlyStop }: CallbackRecord,
  values: MonitoredValues,
): CallbackRecord {
  const plateauValue = schedule.kind === "plateau" ? values[schedule.monitor] : undefined;
  const stopValue = earlyStopping ? values[earlyStopping.monitor] : undefined;
  return {
    plateau:
      schedule.kind === "plateau" && plateau && plateauValue !== undefined
        ? afterPlateauScore(schedule, plateau, plateauValue)
        : plateau,
    earlyStop:
      earlyStopping && earlyStop && stopValue !== undefined
        ? afterEarlyStopScore(earlyStopping, earlyStop, stopValue)
        : earlyStop,
  };
}

const schema = v.strictObject({
  plateau: v.nullable(plateauStateSchema),
  earlyStop: v.nullable(earlyStopStateSchema),
});

/**
 * Validates untrusted JSON as the state of the callbacks of a stage with these settings.
 * @throws CallbackRecordError
 */
export function parseRecord(settings: CallbackSettings, value: unknown): CallbackRecord {
  const parsed = v.safeParse(schema, value);
  const start = startRecord(settings);
  const fits =
    parsed.success &&
    (parsed.output.plateau === null) === (start.plateau === null) &&
    (parsed.output.earlyStop === null) === (start.earlyStop === null);
  if (fits) return parsed.output;
  throw new CallbackRecordError(
    "The state of the schedule and of early stopping does not belong to this recipe. Start the run again.",
    { cause: parsed.issues },
  );
}
