/**
 * Position of a percentile (0..100) among sorted values: the ranks (from 0) around it, and the fraction
 * between them.
 */
export interface PercentilePlace {
  readonly below: number;
  readonly above: number;
  readonly weight: number;
}

/** Position of a percentile (0..100) among `count` sorted values, as in `numpy.percentile`. */
export function percentilePlace(count: number, percentile: number): PercentilePlace {
  const place = ((count - 1) * percentile) / 100;
  const below = Math.floor(place);
  return { below, above: Math.min(below + 1, count - 1), weight: place - below };
}

/** Linear interpolation between the values at the two ranks. */
export const between = (low: number, high: number, { weight }: PercentilePlace) =>
  low + (high - low) * weight;

/** Percentile (0..100) of sorted values, linearly interpolated as in `numpy.percentile`. */
export function percentileOf(sorted: Float32Array, percentile: number): number {
  const place = percentilePlace(sorted.length, percentile);
  return between(sorted[place.below], sorted[place.above], place);
}
