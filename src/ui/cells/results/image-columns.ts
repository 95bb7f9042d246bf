import { NO_VALUE } from "../../controls/no-value.ts";
import type { FittingColumn } from "../../table/fitting-columns.ts";
import { formatMetric, METRIC_GROUPS, type MetricKey } from "../words/score-metrics.ts";
import { type ImageColumn, type ImageLine, numberOf } from "./arrange-images.ts";

/** A column of the table of images. */
export interface ShownColumn extends FittingColumn {
  readonly column: ImageColumn;
  readonly title: string;
  /** Explanation of the column. */
  readonly meaning: string;
  /** The cell of an image with results. */
  readonly read: (line: ImageLine) => string;
}

/** Width and rank of the metrics: widths for their titles in the largest of the usual system fonts. */
const METRICS: Readonly<Partial<Record<MetricKey, FittingColumn>>> = {
  kaggle: { width: 70, rank: 0 },
  ap50: { width: 62, rank: 0 },
  ap75: { width: 62, rank: 1 },
  ap90: { width: 62, rank: 4 },
  precision: { width: 76, rank: 1 },
  recall: { width: 62, rank: 1 },
  f1: { width: 56, rank: 1 },
  pq: { width: 56, rank: 2 },
  sq: { width: 56, rank: 4 },
  rq: { width: 56, rank: 4 },
  aji: { width: 56, rank: 3 },
  maskIou: { width: 76, rank: 2 },
  maskDice: { width: 56, rank: 3 },
  angleRmsDegrees: { width: 84, rank: 2 },
  fractionAbove22: { width: 72, rank: 4 },
  fractionAbove45: { width: 66, rank: 4 },
  levelAccuracy: { width: 112, rank: 3 },
};

/** Of any other metric. */
const LAST: FittingColumn = { width: 80, rank: 5 };

const [FIRST, ...REST] = METRIC_GROUPS.flatMap(({ metrics }) =>
  metrics.map(
    (metric): ShownColumn => ({
      ...(METRICS[metric.key] ?? LAST),
      column: metric.key,
      title: metric.name,
      meaning: metric.meaning,
      read: ({ found }) => formatMetric(metric, found?.score ?? null),
    }),
  ),
);

/** The columns of the table of images, of which as many are shown as fit. */
export const IMAGE_COLUMNS: readonly ShownColumn[] = [
  {
    column: "image",
    title: "Image",
    meaning: "Name of the image",
    width: 130,
    rank: 0,
    read: ({ record }) => record.name,
  },
  {
    column: "foundCells",
    title: "Found",
    meaning: "Predicted cells",
    width: 62,
    rank: 0,
    read: ({ found }) => String(found?.foundCells ?? NO_VALUE),
  },
  {
    column: "trueCells",
    title: "True",
    meaning: "Ground-truth cells",
    width: 54,
    rank: 0,
    read: (line) => String(numberOf(line, "trueCells") ?? NO_VALUE),
  },
  FIRST,
  {
    column: "componentsKaggle",
    title: "Components",
    meaning: "Kaggle of the connected components of the same mask",
    width: 100,
    rank: 0,
    read: ({ found }) => formatMetric(METRIC_GROUPS[0].metrics[0], found?.score?.components ?? null),
  },
  ...REST,
];
