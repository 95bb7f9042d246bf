const PERCENT = 100;
/** Digits beyond which a product with 100 shows rounding errors only. */
const DIGITS = 12;

/** A share as per cent, with all of its digits: 0.29 is 29, not 28.999999999999996. */
export function inPercent(share: number): number {
  return Number((PERCENT * share).toPrecision(DIGITS));
}

/** Per cent as a share. */
export function shareOf(percent: number): number {
  return percent / PERCENT;
}
