import type { ImageValues, Normalisation } from "../recipe/recipe.ts";
import { channelOf } from "./channel.ts";
import type { Picture, Plane } from "./plane.ts";

/** Percentile (0..100) of sorted values, linear between neighbours as `numpy.percentile` has it. */
export function percentileOf(sorted: Float32Array, percentile: number): number {
  const place = ((sorted.length - 1) * percentile) / 100;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/** Values become (value - zero) / unit; all become 0 where the unit is 0. */
interface Scale {
  readonly zero: number;
  readonly unit: number;
}

function percentileScale(values: Float32Array, low: number, high: number): Scale {
  const sorted = values.toSorted();
  const zero = percentileOf(sorted, low);
  return { zero, unit: percentileOf(sorted, high) - zero };
}

/** Mean and standard deviation over all pixels (divided by their number, as `numpy.std` has it). */
function deviationScale(values: Float32Array): Scale {
  // Counted from the first value, so that a constant image has exactly no deviation.
  const [first] = values;
  let sum = 0;
  for (const value of values) sum += value - first;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - first - mean) ** 2;
  return { zero: first + mean, unit: Math.sqrt(squares / values.length) };
}

/** The largest value of whole numbers; 1 for floats, which are taken as they are. */
function largestOf({ data }: Picture): number {
  if (data instanceof Uint8Array) return 2 ** 8 - 1;
  return data instanceof Uint16Array ? 2 ** 16 - 1 : 1;
}

function scaleOf(picture: Picture, values: Float32Array, normalisation: Normalisation): Scale {
  switch (normalisation.kind) {
    case "percentile":
      return percentileScale(values, normalisation.low, normalisation.high);
    case "meanStd":
      return deviationScale(values);
    case "none":
      return { zero: 0, unit: largestOf(picture) };
  }
}

/**
 * The plane of a picture that networks see: one of its channels or their mean, then
 * - percentiles: the two become 0 and 1;
 * - mean and deviation: they become 0 and 1;
 * - none: samples of 8 and 16 bits divided by 255 and 65535, floats as they are.
 * Nothing is clipped. A picture without contrast becomes 0 everywhere where it is measured at all.
 */
export function normalise(picture: Picture, { channel, normalisation }: ImageValues): Plane {
  const { rows, columns } = picture;
  const data = channelOf(picture, channel);
  const { zero, unit } = scaleOf(picture, data, normalisation);
  for (let pixel = 0; pixel < data.length; pixel++) {
    data[pixel] = unit > 0 ? (data[pixel] - zero) / unit : 0;
  }
  return { rows, columns, data };
}
