/**
 * At most about `most` points of a curve with the same appearance: x is divided into segments of equal point
 * count, and the minimum and maximum of each are kept in order, which preserves every spike. First and last
 * point are kept. Non-finite values are dropped. `x` and `y` have the same length.
 */
export function thinSeries(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  limit: number,
): { x: number[]; y: number[] } {
  const kept = keptIndices(y, limit);
  const finite = kept.filter((index) => Number.isFinite(y[index]));
  return { x: finite.map((index) => x[index]), y: finite.map((index) => y[index]) };
}

function keptIndices(y: ArrayLike<number>, limit: number): number[] {
  const count = y.length;
  if (count <= limit) return Array.from({ length: count }, (_, index) => index);
  const bins = Math.max(1, Math.floor(limit / 2) - 1);
  const kept = [0];
  for (let bin = 0; bin < bins; bin++) {
    const start = 1 + Math.floor((bin * (count - 2)) / bins);
    const end = 1 + Math.floor(((bin + 1) * (count - 2)) / bins);
    const [first, second] = extremes(y, start, end);
    kept.push(first);
    if (second !== first) kept.push(second);
  }
  kept.push(count - 1);
  return kept;
}

/** Indices of the lowest and highest value in start..end-1, the smaller index first. */
function extremes(y: ArrayLike<number>, start: number, end: number): [number, number] {
  let lowest = start;
  let highest = start;
  for (let index = start + 1; index < end; index++) {
    // NaN compares false and is skipped, unless it came first.
    if (y[index] < y[lowest] || Number.isNaN(y[lowest])) lowest = index;
    if (y[index] > y[highest] || Number.isNaN(y[highest])) highest = index;
  }
  return lowest < highest ? [lowest, highest] : [highest, lowest];
}
