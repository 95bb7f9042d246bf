import { nearestIndex } from "../../core/curves/nearest-index.ts";
import type { CurveChartData, CurveSeries } from "./curve-chart-data.ts";

/** The value of a curve at its point nearest to the crosshair. */
export interface CurveReading {
  readonly name: string;
  readonly role: CurveSeries["role"];
  readonly value: number;
}

/** The values of a chart at a step. */
export interface ChartReading {
  /** Title of the stage, and the step within it. */
  readonly place: string;
  readonly readings: readonly CurveReading[];
}

/**
 * The curves of the stage at `step` of the time axis, each at its point nearest to it; null outside the
 * stages.
 */
export function readCurves({ spans, series }: CurveChartData, step: number): ChartReading | null {
  const at = Math.round(step);
  const span = spans.find(({ from, to }, index) => at <= to && (at > from || (index === 0 && at >= from)));
  if (!span) return null;
  const own = series.filter(({ stage }) => stage === span.stage);
  return {
    place: `${span.title}, step ${(at - span.from).toLocaleString("en-GB")}`,
    readings: own.map(({ name, role, x, y }) => ({ name, role, value: y[nearestIndex(x, at)] })),
  };
}
