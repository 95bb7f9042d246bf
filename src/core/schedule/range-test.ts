import { LARGEST_LEARNING_RATE } from "../recipe/schedules.ts";

/** Steps of a learning-rate range test (Smith, WACV 2017), and the rates of its first and its last one. */
export const RANGE_STEPS = 100;
const LOWEST_RATE = 1e-7;
const HIGHEST_RATE = LARGEST_LEARNING_RATE;

/** Weight of the earlier losses in the smoothed one: it follows about ten steps. */
const SMOOTHING = 0.9;

/** The test ends when the smoothed loss exceeds its minimum by this factor, as in Lightning and fastai. */
const DIVERGENCE = 4;

/** Steps whose smoothed loss is not judged: it consists of a few batches. */
const FIRST_JUDGED = 10;

/** A loss that falls by less than this fraction only follows the noise of its batches, or its network is dead. */
const SMALLEST_FALL = 0.01;

/** One step of a range test. */
export interface RangePoint {
  /** Learning rate of the step. */
  readonly rate: number;
  /** Loss of its batch before the update. */
  readonly loss: number;
  /** Exponential mean of the losses so far, corrected for its start. */
  readonly smoothed: number;
}

/** Learning rate of step `step` (from 0): exponential from 1e-7 to 1. */
export function rangeRate(step: number): number {
  return LOWEST_RATE * (HIGHEST_RATE / LOWEST_RATE) ** (step / (RANGE_STEPS - 1));
}

/** The points after one more step with this finite loss. */
export function withRangeLoss(points: readonly RangePoint[], loss: number): readonly RangePoint[] {
  const step = points.length;
  const before = step === 0 ? 0 : points[step - 1].smoothed * (1 - SMOOTHING ** step);
  const smoothed = (SMOOTHING * before + (1 - SMOOTHING) * loss) / (1 - SMOOTHING ** (step + 1));
  return [...points, { rate: rangeRate(step), loss, smoothed }];
}

const judged = (points: readonly RangePoint[]) => points.slice(FIRST_JUDGED);

function lowestOf(points: readonly RangePoint[]): RangePoint {
  return points.reduce((lowest, point) => (point.smoothed < lowest.smoothed ? point : lowest));
}

/** Whether the loss has diverged, which ends the test. */
export function rangeDiverges(points: readonly RangePoint[]): boolean {
  const last = judged(points).at(-1);
  return last !== undefined && last.smoothed > DIVERGENCE * lowestOf(judged(points)).smoothed;
}

/** Learning rates that a range test suggests. */
export interface RangeSuggestion {
  /** Where the smoothed loss falls most steeply over the logarithm of the rate. */
  readonly steepest: number;
  /** A tenth of the rate of the lowest smoothed loss. */
  readonly tenthOfMinimum: number;
}

/** Rates with two significant digits are precise enough for a range of seven decades. */
const rounded = (rate: number) => Number(rate.toPrecision(2));

/** The suggestion of a range test; null if its loss never fell markedly. */
export function suggestRates(points: readonly RangePoint[]): RangeSuggestion | null {
  const all = judged(points);
  if (all.length < 3) return null;
  const lowest = lowestOf(all);
  if (lowest.smoothed > (1 - SMALLEST_FALL) * all[0].smoothed) return null;
  const until = all.indexOf(lowest);
  let steepest: { readonly rate: number; readonly slope: number } | null = null;
  for (let place = 1; place <= Math.min(until, all.length - 2); place++) {
    // The rates are evenly spaced in their logarithm.
    const slope = all[place + 1].smoothed - all[place - 1].smoothed;
    if (slope < (steepest?.slope ?? 0)) steepest = { rate: all[place].rate, slope };
  }
  return steepest && { steepest: rounded(steepest.rate), tenthOfMinimum: rounded(lowest.rate / 10) };
}
