import { MONITORED_SCORES } from "../recipe/monitored-scores.ts";

const { loss, iou, angleRmsDegrees, levelAccuracy, kaggle, ap50, f1 } = MONITORED_SCORES;

/** The scores of a validation by which runs are compared. */
export const RUN_SCORES = { loss, iou, angleRmsDegrees, levelAccuracy, kaggle, ap50, f1 } as const;

export type RunScore = keyof typeof RUN_SCORES;
export const SCORE_NAMES = Object.keys(RUN_SCORES) as readonly RunScore[];
