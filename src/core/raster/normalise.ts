import type { Picture, Plane } from "./plane.ts";

/** Mean of the channels of each pixel. */
function meanOfChannels({ rows, columns, channels, data }: Picture): Float32Array {
  const mean = new Float32Array(rows * columns);
  for (let pixel = 0; pixel < mean.length; pixel++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += data[pixel * channels + channel];
    mean[pixel] = sum / channels;
  }
  return mean;
}

/** Percentile (0..100) of sorted values, linear between neighbours as `numpy.percentile` has it. */
export function percentileOf(sorted: Float32Array, percentile: number): number {
  const place = ((sorted.length - 1) * percentile) / 100;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/**
 * One plane from a picture: the mean of its channels, stretched so that the two percentiles (0..100) become 0 and 1.
 * Values beyond them are kept, not cut. A picture without contrast becomes 0 everywhere.
 */
export function normalise(picture: Picture, percentiles: { low: number; high: number }): Plane {
  const { rows, columns } = picture;
  const data = meanOfChannels(picture);
  const sorted = data.toSorted();
  const low = percentileOf(sorted, percentiles.low);
  const range = percentileOf(sorted, percentiles.high) - low;
  for (let pixel = 0; pixel < data.length; pixel++) {
    data[pixel] = range > 0 ? (data[pixel] - low) / range : 0;
  }
  return { rows, columns, data };
}
