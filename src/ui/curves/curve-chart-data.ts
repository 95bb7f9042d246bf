/** What a series stands for; decides colour, width, dash and marker together, so that hue is never alone. */
export type SeriesRole = "step" | "mean" | "validation";

export interface CurveSeries {
  readonly name: string;
  readonly role: SeriesRole;
  /** Rising. Same length as `y`. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A horizontal line that a curve is compared with. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
}

/** Everything a chart shows. Axis titles carry their units. */
export interface CurveChartData {
  readonly title: string;
  /** What the curves are of, for an image that leaves the page. */
  readonly subject: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly CurveSeries[];
  readonly references: readonly ReferenceLine[];
}

export type AxisScale = "linear" | "log";
