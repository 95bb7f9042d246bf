import { normalise, type Scale } from "../raster/normalise.ts";
import { orderStatistics, type Passes } from "../raster/order-statistics.ts";
import { between, percentilePlace } from "../raster/percentile.ts";
import type { Size } from "../raster/plane.ts";
import type { Normalisation } from "../recipe/recipe.ts";
import type { ImageRecord } from "./image-record.ts";

/** Statistics of a whole image that its samples need. */
export interface Measures extends Scale {
  /** Standard deviation of the normalised image. */
  readonly deviation: number;
}

/** Mean and standard deviation (population, as in `numpy.std`), accumulated relative to `start`. */
async function spread(passes: Passes, start: number): Promise<{ mean: number; deviation: number }> {
  let sum = 0;
  let count = 0;
  for await (const values of passes()) {
    for (const value of values) sum += value - start;
    count += values.length;
  }
  const mean = sum / count;
  let squares = 0;
  for await (const values of passes()) {
    for (const value of values) squares += (value - start - mean) ** 2;
  }
  return { mean: start + mean, deviation: Math.sqrt(squares / count) };
}

async function percentileScale(passes: Passes, pixels: number, low: number, high: number): Promise<Scale> {
  const [first, last] = [percentilePlace(pixels, low), percentilePlace(pixels, high)];
  const values = await orderStatistics(passes, [first.below, first.above, last.below, last.above]);
  const zero = between(values[0], values[1], first);
  return { zero, unit: between(values[2], values[3], last) - zero };
}

async function deviationScale(passes: Passes): Promise<Scale> {
  // Relative to the first value, so that a constant image has a standard deviation of exactly 0.
  let first = 0;
  for await (const values of passes()) {
    first = values[0];
    break;
  }
  const { mean, deviation } = await spread(passes, first);
  return { zero: mean, unit: deviation };
}

/** The largest value of integer types; 1 for floats, which are used unchanged. */
const LARGEST = { uint8: 2 ** 8 - 1, uint16: 2 ** 16 - 1, float32: 1 } as const;

async function scaleOf(passes: Passes, { rows, columns, type }: MeasuredImage, normalisation: Normalisation) {
  switch (normalisation.kind) {
    case "percentile":
      return percentileScale(passes, rows * columns, normalisation.low, normalisation.high);
    case "meanStd":
      return deviationScale(passes);
    case "none":
      return { zero: 0, unit: LARGEST[type] };
  }
}

type MeasuredImage = Size & Pick<ImageRecord, "type">;

/**
 * Measures the plane of an image that networks take as input, so that crops can be normalised separately:
 * - percentiles: the two become 0 and 1;
 * - mean and standard deviation: they become 0 and 1;
 * - none: samples of 8 and 16 bits are divided by 255 and 65535, floats stay unchanged.
 * @param passes the values of the chosen channel, row-major
 */
export async function measureImage(
  passes: Passes,
  image: MeasuredImage,
  normalisation: Normalisation,
): Promise<Measures> {
  const scale = await scaleOf(passes, image, normalisation);
  const normalised = async function* () {
    for await (const values of passes()) yield normalise(values.slice(), scale);
  };
  return { ...scale, deviation: (await spread(normalised, 0)).deviation };
}
