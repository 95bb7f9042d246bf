import type { FieldScore, JudgedScore } from "../../../core/instances/evaluation.ts";
import { NO_VALUE } from "../../controls/no-value.ts";

type Numbers = JudgedScore & Partial<FieldScore>;
export type MetricKey = Exclude<keyof JudgedScore, "kaggleAt"> | keyof FieldScore;

/** A metric of an evaluation: its name, meaning and notation. */
export interface Metric {
  readonly key: MetricKey;
  readonly name: string;
  readonly meaning: string;
  readonly kind: "fraction" | "percent" | "degrees";
}

export interface MetricGroup {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

const unitScore = (key: MetricKey, name: string, meaning: string): Metric => ({
  key,
  name,
  meaning,
  kind: "fraction",
});

/** All metrics on the page, in groups. Formulas and sources: docs/metrics.md. */
export const METRIC_GROUPS: readonly MetricGroup[] = [
  {
    title: "Cells, mean over images",
    metrics: [
      unitScore(
        "kaggle",
        "Kaggle",
        "mAP@[.50:.95]: TP / (TP + FP + FN), mean over the IoU thresholds .50, .55, … .95",
      ),
      unitScore("ap50", "AP50", "TP / (TP + FP + FN) at an IoU of at least .50"),
      unitScore("ap75", "AP75", "TP / (TP + FP + FN) at an IoU of at least .75"),
      unitScore("ap90", "AP90", "TP / (TP + FP + FN) at an IoU of at least .90"),
    ],
  },
  {
    title: "Cells, pooled",
    metrics: [
      unitScore(
        "precision",
        "Precision",
        "Fraction of the predicted cells that are correct, at an IoU of at least .50",
      ),
      unitScore(
        "recall",
        "Recall",
        "Fraction of the ground-truth cells that were found, at an IoU of at least .50",
      ),
      unitScore("f1", "F1", "2 TP / (2 TP + FP + FN) at an IoU of at least .50"),
      unitScore("pq", "PQ", "Panoptic quality, SQ × RQ"),
      unitScore("sq", "SQ", "Segmentation quality: mean IoU of the matched pairs"),
      unitScore("rq", "RQ", "Recognition quality: 2 TP / (2 TP + FP + FN) at an IoU above .50"),
      unitScore(
        "aji",
        "AJI",
        "Aggregated Jaccard index: sum of intersections over sum of unions of all cells",
      ),
    ],
  },
  {
    title: "Pixels, pooled",
    metrics: [
      unitScore("maskIou", "Mask IoU", "IoU of cells against background"),
      unitScore("maskDice", "Dice", "Dice coefficient of cells against background"),
      {
        key: "angleRmsDegrees",
        name: "Angle RMS",
        meaning:
          "Root mean square angle between predicted and ground-truth vectors, weighted by 1 / √cell area",
        kind: "degrees",
      },
      {
        key: "fractionAbove22",
        name: "> 22.5°",
        meaning: "Fraction of the valid pixels with an angle error above 22.5°",
        kind: "percent",
      },
      {
        key: "fractionAbove45",
        name: "> 45°",
        meaning: "Fraction of the valid pixels with an angle error above 45°",
        kind: "percent",
      },
      {
        key: "levelAccuracy",
        name: "Level accuracy",
        meaning: "Fraction of the cell pixels with the correct depth level",
        kind: "percent",
      },
    ],
  },
];

/** A fraction of 0..1 with three decimals. */
export const formatScore = (value: number) => value.toFixed(3);

/** A metric as text; `NO_VALUE` where it does not apply. */
export function formatMetric({ key, kind }: Metric, score: Numbers | null): string {
  const value = score?.[key];
  if (value === null || value === undefined) return NO_VALUE;
  if (kind === "degrees") return `${value.toFixed(1)}°`;
  return kind === "percent" ? `${(100 * value).toFixed(1)} %` : formatScore(value);
}
