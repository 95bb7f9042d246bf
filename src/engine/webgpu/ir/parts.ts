/** Parts of equal length, but for the last, none of them empty: the largest number up to `wanted` that `length` has. */
export function partsOf(length: number, wanted: number): number {
  return Math.ceil(length / Math.ceil(length / wanted));
}
