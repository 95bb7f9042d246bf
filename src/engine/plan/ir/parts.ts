/**
 * The largest number of parts up to `maxParts` into which `length` can be split, with no part empty and all of
 * equal length except the last.
 */
export function partsOf(length: number, maxParts: number): number {
  return Math.ceil(length / Math.ceil(length / maxParts));
}
