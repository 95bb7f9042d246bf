import { MONITORED } from "../recipe/monitored-scores.ts";
import { STAGES, type Stage } from "../recipe/recipe.ts";
import type { CurveRow, EpochRow, StepRow } from "../runs/curve-row.ts";
import type { Validation } from "../runs/validation.ts";
import { type CurveMeasure, STEP_MEASURES, scoreIn } from "./curve-measures.ts";

/** Quantities along which curves are drawn, each counted from the start of a stage. */
export const X_AXES = ["step", "epoch", "time"] as const;
export type XAxis = (typeof X_AXES)[number];

/** Steps, passes over the training images, and seconds in training, all of the same length and increasing. */
export type AxisPlaces = Readonly<Record<XAxis, Float64Array>>;

/** One curve of a run in one stage. */
export interface RunSeries {
  readonly measure: CurveMeasure;
  readonly stage: Stage;
  /** Which of two validations measured it; 0 for the first or only one, and for measures of the steps. */
  readonly validation: 0 | 1;
  /** What that validation measured, e.g. `tiles 256 px`; empty if there is only one. */
  readonly on: string;
  readonly at: AxisPlaces;
  /** Same length as the places; NaN where a value was not a number. */
  readonly values: Float64Array;
}

const MILLISECONDS_PER_SECOND = 1000;

function placesOf(rows: readonly CurveRow[], timeAt: (row: CurveRow) => number): AxisPlaces {
  return {
    step: Float64Array.from(rows, ({ step }) => step),
    epoch: Float64Array.from(rows, ({ epoch }) => epoch),
    time: Float64Array.from(rows, timeAt),
  };
}

/** Seconds in training up to a row: those of the steps and of waiting for their data, without any pause. */
function clockOf(steps: readonly StepRow[]): (row: CurveRow) => number {
  const passed = new Map<number, number>([[0, 0]]);
  let total = 0;
  for (const { step, stepMilliseconds, dataWaitMilliseconds } of steps) {
    const milliseconds = stepMilliseconds + dataWaitMilliseconds;
    if (Number.isFinite(milliseconds)) total += milliseconds / MILLISECONDS_PER_SECOND;
    passed.set(step, total);
  }
  return ({ step }) => passed.get(step) ?? total;
}

function validationSeries(
  stage: Stage,
  epochs: readonly EpochRow[],
  place: 0 | 1,
  timeAt: (row: CurveRow) => number,
): RunSeries[] {
  const measured = epochs.flatMap((row) => {
    const validation: Validation | null | undefined = place === 0 ? row.validation : row.validation?.second;
    return validation ? [{ row, validation }] : [];
  });
  const on = measured.at(-1)?.validation.on ?? "";
  return MONITORED.flatMap((measure) => {
    const found = measured.flatMap(({ row, validation }) => {
      const value = scoreIn(validation, measure);
      return value === null ? [] : [{ row, value }];
    });
    if (found.length === 0) return [];
    const at = placesOf(
      found.map(({ row }) => row),
      timeAt,
    );
    return {
      measure,
      stage,
      validation: place,
      on,
      at,
      values: Float64Array.from(found, ({ value }) => value),
    };
  });
}

/**
 * All curves of a run, stage by stage. Times are those of the steps: validations between them and pauses do not
 * count.
 * @param rows of the run, in any order
 */
export function runSeries(rows: readonly CurveRow[]): RunSeries[] {
  return STAGES.flatMap((stage) => {
    const own = rows.filter((row) => row.stage === stage).sort((a, b) => a.step - b.step);
    const steps = own.filter((row) => row.kind === "step");
    const epochs = own.filter((row) => row.kind === "epoch");
    const timeAt = clockOf(steps);
    const at = placesOf(steps, timeAt);
    const ofSteps = Object.entries(STEP_MEASURES).map(([measure, key]) => ({
      measure: measure as keyof typeof STEP_MEASURES,
      stage,
      validation: 0 as const,
      on: "",
      at,
      values: Float64Array.from(steps, (row) => row[key]),
    }));
    return [
      ...(steps.length > 0 ? ofSteps : []),
      ...validationSeries(stage, epochs, 0, timeAt),
      ...validationSeries(stage, epochs, 1, timeAt),
    ];
  });
}
