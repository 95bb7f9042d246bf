/**
 * The largest number of parts up to `wanted` into which `length` can be split, with no part empty and all of
 * equal length except the last.
 */
export function partsOf(length: number, wanted: number): number {
  return Math.ceil(length / Math.ceil(length / wanted));
}
