/**
 * Largest absolute difference divided by the largest absolute reference value of the array. Per array,
 * because its values are sums of terms of that size: a single value near 0 by cancellation has no meaningful
 * relative error. Infinite for any difference from an array of zeros, for a NaN and for different lengths.
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
