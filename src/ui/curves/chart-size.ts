/** Size of a chart, px. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}
