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

/** A stored state of callbacks is damaged. */
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
 * Validates untrusted JSON as the state of callbacks, and fits it to these settings: the state of a callback that is off
 * is dropped, and one without a state starts again.
 * @throws CallbackRecordError
 */
export function parseRecord(settings: CallbackSettings, value: unknown): CallbackRecord {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) {
    throw new CallbackRecordError(
      "The stored state of the schedule and of early stopping is damaged. Start the run again.",
      { cause: parsed.issues },
    );
  }
  const { plateau, earlyStop } = startRecord(settings);
  return {
    plateau: plateau && (parsed.output.plateau ?? plateau),
    earlyStop: earlyStop && (parsed.output.earlyStop ?? earlyStop),
  };
}
