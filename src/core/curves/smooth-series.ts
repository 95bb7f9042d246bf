/** Curves of fewer points stay as measured: smoothing would hide what little there is. */
export const FEWEST_SMOOTHED = 50;

/**
 * Exponential moving average of a series with correction of its bias at the start, as in TensorBoard:
 * `m_t = w m_(t-1) + (1 - w) y_t`, shown as `m_t / (1 - w^t)` (Kingma and Ba 2015, section 3). Values that are not
 * finite are kept as they are, and left out of the average.
 * @param weight of the average so far, 0 (as measured) to below 1
 */
export function smoothSeries(values: ArrayLike<number>, weight: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let mean = 0;
  let bias = 1;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    smoothed[index] = value;
    if (!Number.isFinite(value)) continue;
    mean = weight * mean + (1 - weight) * value;
    bias *= weight;
    smoothed[index] = mean / (1 - bias);
  }
  return smoothed;
}
