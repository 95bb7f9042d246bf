/**
 * Role of a series; determines colour, width, dash and marker together, to avoid distinction by hue alone.
 */
export type SeriesRole = "step" | "mean" | "validation";

export interface CurveSeries {
  readonly name: string;
  readonly role: SeriesRole;
  /** Increasing. Same length as `y`. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A horizontal reference line. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
}

/** The complete content of a chart. Axis titles include units. */
export interface CurveChartData {
  readonly title: string;
  /** Subject of the curves, for an exported image. */
  readonly subject: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly CurveSeries[];
  readonly references: readonly ReferenceLine[];
}

export type AxisScale = "linear" | "log";
