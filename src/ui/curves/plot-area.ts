/** The part of a chart that plots its data, within the chart's frame. */
export interface PlotArea {
  /** Distance from the left edge of the frame, px. */
  readonly left: number;
  /** Width, px. */
  readonly width: number;
  /** Ends of the horizontal axis. */
  readonly range: readonly [low: number, high: number];
}

/** Value of the horizontal axis at `x` px from the left edge of the frame; null outside the area. */
export function valueAt({ left, width, range: [low, high] }: PlotArea, x: number): number | null {
  const fraction = (x - left) / width;
  return fraction >= 0 && fraction <= 1 ? low + fraction * (high - low) : null;
}

/** Distance of a value from the left edge of the frame, px; null outside the area. */
export function placeOf({ left, width, range: [low, high] }: PlotArea, value: number): number | null {
  const fraction = (value - low) / (high - low);
  return fraction >= 0 && fraction <= 1 ? left + fraction * width : null;
}
