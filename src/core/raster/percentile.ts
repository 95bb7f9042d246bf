/** Between which ranks (from 0) of `count` sorted values a percentile (0..100) lies, and how far from the lower. */
export interface PercentilePlace {
  readonly below: number;
  readonly above: number;
  readonly share: number;
}

/** Where `numpy.percentile` finds a percentile. */
export function percentilePlace(count: number, percentile: number): PercentilePlace {
  const place = ((count - 1) * percentile) / 100;
  const below = Math.floor(place);
  return { below, above: Math.min(below + 1, count - 1), share: place - below };
}

/** Linear between the values of the two ranks. */
export const between = (low: number, high: number, { share }: PercentilePlace) => low + (high - low) * share;

/** Percentile (0..100) of sorted values, linear between neighbours as `numpy.percentile` has it. */
export function percentileOf(sorted: Float32Array, percentile: number): number {
  const place = percentilePlace(sorted.length, percentile);
  return between(sorted[place.below], sorted[place.above], place);
}
