import { IGNORED, type Labels } from "../../raster/plane.ts";

/** Least fraction of the image that is background or has the cells' value. */
const MIN_PLAIN = 0.6;
/**
 * Least ratio of pixels with the cells' value to pixels with the most frequent intermediate value, times the
 * number of intermediate values.
 */
const MIN_RATIO = 12;
/**
 * The same ratio without the number of values: resized labels have several frequent values, a mask has one.
 */
const MIN_SINGLE_RATIO = 1.5;

/**
 * A sentence if a binary mask was smoothed or resized, so that its edges have values between background and
 * cell; null if the labels do not look like that.
 */
export function softEdgesProblem(labels: Labels): string | null {
  const counts = new Map<number, number>();
  let largest = 0;
  for (const value of labels.data) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    largest = Math.max(largest, value);
  }
  const background = counts.get(0) ?? 0;
  const cells = counts.get(largest) ?? 0;
  counts.delete(0);
  counts.delete(IGNORED);
  counts.delete(largest);
  const most = [...counts.values()].reduce((high, count) => Math.max(high, count), 0);
  const plain = background + cells >= MIN_PLAIN * labels.data.length;
  const isMask = cells * counts.size >= MIN_RATIO * most && cells >= MIN_SINGLE_RATIO * most;
  if (!plain || counts.size < 2 || !isMask) return null;
  return `The mask has soft edges: ${counts.size} values between 0 and ${largest}. Set what is below ${Math.ceil(largest / 2)} to 0 and the rest to ${largest}, and resize masks without interpolation.`;
}
