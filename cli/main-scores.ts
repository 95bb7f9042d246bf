import type { MonitoredScore } from "../src/core/recipe/monitored-scores.ts";

/** The scores that tables and plots of runs show, of those that were measured; the JSON has all. */
export const MAIN_SCORES = [
  "loss",
  "iou",
  "angleRmsDegrees",
  "levelAccuracy",
  "kaggle",
] as const satisfies readonly MonitoredScore[];
