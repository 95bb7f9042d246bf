/** Steps below which nothing is said about a loss. */
const FEWEST_STEPS = 12;

/** Smallest relative decrease that more steps may continue. */
const DECREASE = 0.03;

/** Standard errors by which the decrease must exceed the noise of the batches. */
const STANDARD_ERRORS = 2;

function summarise(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) / values.length };
}

/**
 * Whether a loss still fell when its training ended: its mean over the last quarter of the steps is lower than
 * over the quarter before, by 3 % and by more than the noise of the batches. Null if there are too few steps
 * to tell.
 * @param losses loss of each step in chronological order
 */
export function isStillFalling(losses: readonly number[]): boolean | null {
  if (losses.length < FEWEST_STEPS) return null;
  const quarter = Math.floor(losses.length / 4);
  const last = summarise(losses.slice(-quarter));
  const before = summarise(losses.slice(-2 * quarter, -quarter));
  const decrease = before.mean - last.mean;
  const noise = STANDARD_ERRORS * Math.sqrt(before.variance + last.variance);
  return decrease > DECREASE * Math.abs(before.mean) && decrease > noise;
}
