/**
 * Role of a series; determines colour, width, dash and marker together, to avoid distinction by hue alone.
 */
export type SeriesRole = "step" | "mean" | "validation" | "second" | "plan";

export interface CurveSeries {
  readonly name: string;
  readonly role: SeriesRole;
  /** Title of the stage. */
  readonly stage: string;
  /** Steps on the time axis of all stages, increasing. Same length as `y`. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A horizontal reference line over the steps to which it applies. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** The part of the time axis of one stage. */
export interface StageSpan {
  /** Title of the stage, as in its series. */
  readonly stage: string;
  /** Title above the chart; with its time if an earlier run trained it. */
  readonly title: string;
  /** Short name with the time, where there is no room for the title. */
  readonly shortTitle: string;
  /** Short name without the time. */
  readonly short: string;
  /** Steps of all stages before it. */
  readonly from: number;
  /** `from` plus the steps of the stage. */
  readonly to: number;
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
  /** Stages in the order of the pipeline, without gaps. */
  readonly spans: readonly StageSpan[];
}

export type AxisScale = "linear" | "log";
