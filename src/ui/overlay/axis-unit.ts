import type { XAxis } from "../../core/curves/run-series.ts";

/** How places on the horizontal axis are written. */
export interface AxisUnit {
  readonly title: string;
  /** Word before a place. */
  readonly place: "Step" | "Epoch" | "After";
  /** Unit after a number; empty for steps and epochs. */
  readonly unit: string;
  /** Places of the axis per unit. */
  readonly size: number;
}

const MINUTE = 60;
const HOUR = 3600;
/** Longer times are in the next unit. */
const MOST = 2;

/** The unit of an axis whose longest stage ends at `end`. */
export function axisUnit(axis: XAxis, end: number): AxisUnit {
  if (axis === "step") return { title: "optimiser step", place: "Step", unit: "", size: 1 };
  if (axis === "epoch") return { title: "epoch", place: "Epoch", unit: "", size: 1 };
  if (end > MOST * HOUR) return { title: "training time, h", place: "After", unit: " h", size: HOUR };
  if (end > MOST * MINUTE) return { title: "training time, min", place: "After", unit: " min", size: MINUTE };
  return { title: "training time, s", place: "After", unit: " s", size: 1 };
}

/** A place in an axis' unit, e.g. `1,234` or `3.25`. */
export function placeText(place: number, { size }: AxisUnit): string {
  const value = place / size;
  const decimals = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 2;
  return value.toLocaleString("en-GB", { maximumFractionDigits: decimals });
}
