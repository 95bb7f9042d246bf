import {
  type ChartLine,
  chartLines,
  type DrawnRun,
  type LineSettings,
} from "../../core/curves/chart-lines.ts";
import { type CurveMeasure, MEASURES } from "../../core/curves/curve-measures.ts";
import type { RunSeries } from "../../core/curves/run-series.ts";

/** Measures that have a chart from the start if a run has them. */
const FIRST_CHARTS: ReadonlySet<CurveMeasure> = new Set([
  "trainingLoss",
  "loss",
  "angleRmsDegrees",
  "iou",
  "levelAccuracy",
  "kaggle",
  "rate",
]);

/** One chart. */
export interface OverlayChartData {
  readonly measure: CurveMeasure;
  readonly lines: readonly ChartLine[];
}

/** The measures that some of the curves have. */
export function measuredIn(runs: readonly (readonly RunSeries[])[]): ReadonlySet<CurveMeasure> {
  return new Set(runs.flatMap((series) => series.map(({ measure }) => measure)));
}

/** The measures with an open chart, in the order of the table. */
export function openCharts(
  measured: ReadonlySet<CurveMeasure>,
  chosen: Readonly<Partial<Record<CurveMeasure, boolean>>>,
): readonly CurveMeasure[] {
  return MEASURES.filter(
    (measure) => chosen[measure] ?? (measured.has(measure) && FIRST_CHARTS.has(measure)),
  );
}

/** Charts of measures with the lines of all runs and groups. */
export function overlayCharts(
  drawn: readonly DrawnRun[],
  measures: readonly CurveMeasure[],
  settings: LineSettings,
): readonly OverlayChartData[] {
  return measures.map((measure) => ({
    measure,
    lines: drawn.flatMap((run) => chartLines(run, measure, settings)),
  }));
}
