/** Mean and spread of repeated measurements. */
export interface MeanAndSpread {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation, with n - 1; null for a single value. */
  readonly spread: number | null;
}

/** Mean and sample standard deviation of values; null without values. */
export function meanAndSpread(values: readonly number[]): MeanAndSpread | null {
  const count = values.length;
  if (count === 0) return null;
  // The range limits the mean, which rounding would otherwise move off equal values.
  const average = values.reduce((sum, value) => sum + value / count, 0);
  const mean = Math.min(Math.max(average, Math.min(...values)), Math.max(...values));
  if (count === 1) return { count, mean, spread: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, spread: Math.sqrt(squares / (count - 1)) };
}
