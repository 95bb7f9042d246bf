const PERCENT = 100;
/** Significant digits of a product with 100; further ones are rounding errors. */
const DIGITS = 12;

/** A fraction in per cent, with all of its digits: 0.29 is 29, not 28.999999999999996. */
export function inPercent(fraction: number): number {
  return Number((PERCENT * fraction).toPrecision(DIGITS));
}

/** Per cent as a fraction. */
export function inFraction(percent: number): number {
  return percent / PERCENT;
}
