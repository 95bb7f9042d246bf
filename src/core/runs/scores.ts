import type { Validation } from "./validation.ts";

/** Scores of a validation by which runs are compared, and whether a higher or a lower value is better. */
export const RUN_SCORES = {
  loss: { title: "Loss", better: "lower" },
  iou: { title: "Mask IoU", better: "higher" },
  angleRmsDegrees: { title: "Angle error", better: "lower" },
  levelAccuracy: { title: "Level accuracy", better: "higher" },
  kaggle: { title: "Kaggle score", better: "higher" },
  ap50: { title: "AP50", better: "higher" },
  f1: { title: "F1", better: "higher" },
} as const satisfies {
  readonly [Name in keyof Validation]?: {
    readonly title: string;
    readonly better: "higher" | "lower";
  };
};

export type RunScore = keyof typeof RUN_SCORES;
export const SCORE_NAMES = Object.keys(RUN_SCORES) as readonly RunScore[];
