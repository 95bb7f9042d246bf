import { legendTicks } from "../canvas/legend-ticks.ts";

/** Settings of a logarithmic axis. */
interface LogAxis {
  /** Ends of the axis as exponents of ten. */
  readonly range: [low: number, high: number];
  /** Values with a number beside the axis. */
  readonly ticks: number[];
}

/** Fraction of the axis that stays free beyond the values at each end. */
const MARGIN = 0.1;

/** Minimum length of an axis, in decades: reference lines must not coincide with its frame. */
const MIN_DECADES = 0.3;

/** On an axis over more decades than this, only whole decades have a number. */
const MAX_DECADES = 2;

/** Numbers along less than one decade. */
const FEW_TICKS = 4;

function ticksWithin(low: number, high: number): number[] {
  const decades = high - low;
  if (decades < 1) return legendTicks([10 ** low, 10 ** high], FEW_TICKS);
  const digits = decades > MAX_DECADES ? [1] : [1, 2, 5];
  const first = Math.floor(low);
  return Array.from({ length: Math.ceil(high) - first + 1 }, (_, index) => first + index)
    .flatMap((decade) => digits.map((digit) => Number(`${digit}e${decade}`)))
    .filter((value) => Math.log10(value) >= low && Math.log10(value) <= high);
}

/**
 * Range and ticks of a logarithmic axis that shows all values above zero; null if there are none. Plotly's
 * own ticks omit the decade, and its range ignores the data once a value to include is given.
 */
export function logAxis(values: readonly number[]): LogAxis | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!(value > 0 && Number.isFinite(value))) continue;
    lowest = Math.min(lowest, Math.log10(value));
    highest = Math.max(highest, Math.log10(value));
  }
  if (lowest > highest) return null;
  const margin = Math.max(MARGIN * (highest - lowest), (MIN_DECADES - (highest - lowest)) / 2);
  const range: LogAxis["range"] = [lowest - margin, highest + margin];
  return { range, ticks: ticksWithin(...range) };
}
