/** Fraction of the ground-truth cells that may be smaller than the smallest cell to find. */
const FRACTION = 0.01;

/**
 * Size in px of the smallest cell to find: the first percentile of the areas of ground-truth cells, as
 * `numpy.percentile` interpolates it, rounded down. Null without cells.
 */
export function smallestCell(areas: Iterable<number>): number | null {
  const sorted = Int32Array.from(areas).sort();
  if (sorted.length === 0) return null;
  const place = FRACTION * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return Math.floor(sorted[below] + (place - below) * (sorted[above] - sorted[below]));
}
