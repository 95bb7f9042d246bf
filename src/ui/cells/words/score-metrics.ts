import type { FieldScore, JudgedScore } from "../../../core/instances/evaluation.ts";

type Numbers = JudgedScore & Partial<FieldScore>;
export type MetricKey = Exclude<keyof JudgedScore, "kaggleAt"> | keyof FieldScore;

/** A number of an evaluation: its name, what it is, how it is written. */
export interface Metric {
  readonly key: MetricKey;
  readonly name: string;
  readonly meaning: string;
  readonly kind: "share" | "percent" | "degrees";
}

export interface MetricGroup {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

const share = (key: MetricKey, name: string, meaning: string): Metric => ({
  key,
  name,
  meaning,
  kind: "share",
});

/** Every number that is told, in groups. Formulas and sources: docs/metrics.md. */
export const METRIC_GROUPS: readonly MetricGroup[] = [
  {
    title: "Cells, mean over images",
    metrics: [
      share("kaggle", "Kaggle", "TP / (TP + FP + FN), mean over the IoU thresholds .50, .55, … .95"),
      share("ap50", "AP50", "TP / (TP + FP + FN) at an IoU of at least .50"),
      share("ap75", "AP75", "TP / (TP + FP + FN) at an IoU of at least .75"),
      share("ap90", "AP90", "TP / (TP + FP + FN) at an IoU of at least .90"),
    ],
  },
  {
    title: "Cells, pooled",
    metrics: [
      share("precision", "Precision", "Share of the found cells that are right, at an IoU of at least .50"),
      share("recall", "Recall", "Share of the true cells that were found, at an IoU of at least .50"),
      share("f1", "F1", "2 TP / (2 TP + FP + FN) at an IoU of at least .50"),
      share("pq", "PQ", "Panoptic quality, SQ × RQ"),
      share("sq", "SQ", "Segmentation quality: mean IoU of the matched cells"),
      share("rq", "RQ", "Recognition quality: 2 TP / (2 TP + FP + FN) at an IoU above .50"),
      share("aji", "AJI", "Aggregated Jaccard index: intersections over unions of all cells together"),
    ],
  },
  {
    title: "Pixels, pooled",
    metrics: [
      share("maskIou", "Mask IoU", "Cells against background: intersection over union"),
      share("maskDice", "Dice", "Cells against background: 2 × intersection / sum of both"),
      {
        key: "angleRmsDegrees",
        name: "Angle RMS",
        meaning: "Root mean square angle between predicted and true vectors, weighted by 1 / √cell area",
        kind: "degrees",
      },
      {
        key: "shareAbove22",
        name: "> 22.5°",
        meaning: "Share of the taught pixels whose vector is off by more than 22.5°",
        kind: "percent",
      },
      {
        key: "shareAbove45",
        name: "> 45°",
        meaning: "Share of the taught pixels whose vector is off by more than 45°",
        kind: "percent",
      },
      {
        key: "levelAccuracy",
        name: "Level right",
        meaning: "Share of the cell pixels with the right depth level",
        kind: "percent",
      },
    ],
  },
];

/** What stands where a number does not apply. */
export const NO_NUMBER = "–";

/** A share of 0..1 with three decimals. */
export const shareInWords = (value: number) => value.toFixed(3);

/** A number of a score as it is written; `NO_NUMBER` where there is none. */
export function metricInWords({ key, kind }: Metric, score: Numbers | null): string {
  const value = score?.[key];
  if (value === null || value === undefined) return NO_NUMBER;
  if (kind === "degrees") return `${value.toFixed(1)}°`;
  return kind === "percent" ? `${(100 * value).toFixed(1)} %` : shareInWords(value);
}
