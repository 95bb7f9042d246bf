import type { FieldQuantity, Task } from "./task.ts";

/** A score of validation that a callback can follow. */
interface ScoreSpec {
  readonly title: string;
  readonly better: "lower" | "higher";
  /** Networks of this task measure it; null: all. */
  readonly task: FieldQuantity | null;
  /** Whether it is measured only where cells are counted. */
  readonly countsCells: boolean;
}

const pixels = (title: string, better: ScoreSpec["better"], task: FieldQuantity | null): ScoreSpec => ({
  title,
  better,
  task,
  countsCells: false,
});

const cells = (title: string): ScoreSpec => ({
  title,
  better: "higher",
  task: null,
  countsCells: true,
});

/**
 * The scores of validation that early stopping, the best weights and the schedule "reduce on plateau" can
 * follow, named as in the results of a validation.
 */
export const MONITORED_SCORES = {
  loss: pixels("Validation loss", "lower", null),
  iou: pixels("Mask IoU", "higher", "mask"),
  angleRmsDegrees: pixels("Angle RMS", "lower", "direction"),
  fractionAbove22: pixels("Fraction above 22.5°", "lower", "direction"),
  fractionAbove45: pixels("Fraction above 45°", "lower", "direction"),
  levelAccuracy: pixels("Level accuracy", "higher", "level"),
  kaggle: cells("Kaggle mean"),
  ap50: cells("AP50"),
  ap75: cells("AP75"),
  f1: cells("F1"),
  pq: cells("PQ"),
} as const satisfies Readonly<Record<string, ScoreSpec>>;

export type MonitoredScore = keyof typeof MONITORED_SCORES;

/** The monitored scores of one validation; a missing one was not measured. */
export type MonitoredValues = Readonly<Partial<Record<MonitoredScore, number>>>;

/** All monitored scores, in the order of the table. */
export const MONITORED = Object.keys(MONITORED_SCORES) as [MonitoredScore, ...MonitoredScore[]];

/** The scores that networks of a task measure, in the order of the table. */
export function scoresOf(task: Task): MonitoredScore[] {
  if (task === "shared") return MONITORED;
  return MONITORED.filter((score) => (MONITORED_SCORES[score].task ?? task) === task);
}
