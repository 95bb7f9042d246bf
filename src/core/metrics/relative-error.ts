/**
 * Largest difference relative to the largest reference value of the array. Per array, because its values are summed
 * from terms of that size: a single value that happens to cancel to nearly 0 has no meaningful error of its own.
 * An array that is zero throughout must be met exactly.
 */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let index = 0; index < expected.length; index++) {
    const error = Math.abs(actual[index] - expected[index]);
    if (Number.isNaN(error)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, error);
    largest = Math.max(largest, Math.abs(expected[index]));
  }
  return difference === 0 ? 0 : difference / largest;
}
