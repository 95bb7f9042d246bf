import { MONITORED, MONITORED_SCORES, type MonitoredScore } from "../recipe/monitored-scores.ts";
import type { CurveRow } from "../runs/curve-row.ts";
import type { Validation } from "../runs/validation.ts";

/** What a curve shows: a number of every step, or a score of the validations. */
export type CurveMeasure = "trainingLoss" | MonitoredScore | "rate";

interface MeasureSpec {
  readonly title: string;
  /** Unit after a number; empty for a dimensionless one. */
  readonly unit: string;
  /** Whether noise may be smoothed away: not for what is set rather than measured. */
  readonly isSmoothed: boolean;
  /** What to do to have this measure, as a sentence for a chart that has no run to draw. */
  readonly toMeasure: string;
}

const VALIDATION = "Give the recipe validation images and train again.";
const CELLS = "Set “Count cells every” in the recipe, under Validation, and train again.";

const TASK_STAGES = {
  mask: "The stages Cell mask and All in one measure it on validation images.",
  direction: "The stages Direction, All together and All in one measure it on validation images.",
  level: "The stages Depth, All together and All in one measure it on validation images.",
} as const;

function scoreSpec(score: MonitoredScore): MeasureSpec {
  const { title, task, countsCells } = MONITORED_SCORES[score];
  return {
    title,
    unit: score === "angleRmsDegrees" ? "°" : "",
    isSmoothed: true,
    toMeasure: countsCells ? CELLS : task === null ? VALIDATION : TASK_STAGES[task],
  };
}

const SCORES = Object.fromEntries(MONITORED.map((score) => [score, scoreSpec(score)])) as Record<
  MonitoredScore,
  MeasureSpec
>;

/** The measures that can be drawn, in the order of their charts. */
export const CURVE_MEASURES: Readonly<Record<CurveMeasure, MeasureSpec>> = {
  trainingLoss: {
    title: "Training loss",
    unit: "",
    isSmoothed: true,
    toMeasure: "It is measured in every step: train for at least one.",
  },
  ...SCORES,
  rate: {
    title: "Learning rate",
    unit: "",
    isSmoothed: false,
    toMeasure: "It is recorded in every step: train for at least one.",
  },
};

/** All measures, in the order of the table. */
export const MEASURES = Object.keys(CURVE_MEASURES) as readonly CurveMeasure[];

/** Measures of every step, and where to find them in its row. */
export const STEP_MEASURES = { trainingLoss: "loss", rate: "rate" } as const satisfies Partial<
  Record<CurveMeasure, keyof Extract<CurveRow, { kind: "step" }>>
>;

/** A score of a validation; null if it was not measured. NaN was measured. */
export function scoreIn(validation: Validation, score: MonitoredScore): number | null {
  const value = validation[score];
  return typeof value === "number" ? value : null;
}
