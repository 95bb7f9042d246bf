import { percentileOf } from "../raster/percentile.ts";
import type { Pixels } from "../raster/plane.ts";

/**
 * How the values of an image are distributed, independent of its brightness and contrast: a value is relative
 * to the 1st (0) and the 99th percentile (1) of the image.
 */
export interface ImageLook {
  /** Median value: low for bright cells on a dark background, high for dark cells on a bright one. */
  readonly median: number;
  /** Distance between the quartiles. */
  readonly spread: number;
  /** Fraction of the pixels below 0.25. */
  readonly dark: number;
  /** Fraction of the pixels above 0.75. */
  readonly bright: number;
  /** Binary logarithm of the mean absolute difference between neighbouring pixels: texture and noise. */
  readonly texture: number;
  /**
   * Binary logarithm of the mean absolute difference at a distance of 4 px relative to that of neighbours: about
   * 2 in smooth images, 0 in noise.
   */
  readonly scale: number;
}

const LOW = 1;
const HIGH = 99;
const QUARTER = 0.25;
/** Distance of the coarse differences, px. */
const FAR = 4;
/** Pixels that are looked at, spread over the image: enough for two digits of every value. */
const MOST_PIXELS = 2 ** 16;
/** Smallest difference of which a logarithm is taken, e.g. in an image of one value. */
const SMALLEST = 2 ** -12;

/** Mean over the channels of a pixel. */
function meanAt({ channels, data }: Pixels, pixel: number): number {
  if (channels === 1) return data[pixel];
  let sum = 0;
  for (let channel = 0; channel < channels; channel++) sum += data[pixel * channels + channel];
  return sum / channels;
}

/** Values at every `every`-th row and column. */
function sampled(pixels: Pixels, every: number): Float32Array {
  const { rows, columns } = pixels;
  const out = new Float32Array(Math.ceil(rows / every) * Math.ceil(columns / every));
  let place = 0;
  for (let row = 0; row < rows; row += every) {
    for (let column = 0; column < columns; column += every) {
      out[place++] = meanAt(pixels, row * columns + column);
    }
  }
  return out;
}

/** Sorts values in place. Whole numbers of 16 bits are counted, which takes a fraction of the time. */
function sort(values: Float32Array, { channels, data }: Pixels): void {
  if (channels > 1 || data instanceof Float32Array) {
    values.sort();
    return;
  }
  const counts = new Uint32Array(2 ** (8 * data.BYTES_PER_ELEMENT));
  for (let at = 0; at < values.length; at++) counts[values[at]] += 1;
  let from = 0;
  for (let value = 0; value < counts.length; value++) {
    values.fill(value, from, from + counts[value]);
    from += counts[value];
  }
}

/** Mean absolute difference to the pixels at a distance to the right and below, at every `every`-th place. */
function meanDifference(pixels: Pixels, distance: number, every: number): number {
  const { rows, columns } = pixels;
  let [sum, count] = [0, 0];
  for (let row = 0; row + distance < rows; row += every) {
    for (let column = 0; column + distance < columns; column += every) {
      const at = row * columns + column;
      const here = meanAt(pixels, at);
      const [right, below] = [meanAt(pixels, at + distance), meanAt(pixels, at + distance * columns)];
      sum += Math.abs(right - here) + Math.abs(below - here);
      count += 2;
    }
  }
  return count === 0 ? 0 : sum / count;
}

const logarithm = (difference: number) => Math.log2(Math.max(SMALLEST, difference));

/** The look of an image by the mean of its channels; null for an image of a single value. */
export function imageLook(pixels: Pixels): ImageLook | null {
  const every = Math.max(1, Math.floor(Math.sqrt((pixels.rows * pixels.columns) / MOST_PIXELS)));
  const some = sampled(pixels, every);
  sort(some, pixels);
  const [zero, one] = [percentileOf(some, LOW), percentileOf(some, HIGH)];
  const unit = one - zero;
  if (!(unit > 0 && Number.isFinite(unit))) return null;
  const relative = (value: number) => (value - zero) / unit;
  const quantile = (percentile: number) => relative(percentileOf(some, percentile));
  let [dark, bright] = [0, 0];
  for (let at = 0; at < some.length; at++) {
    const value = relative(some[at]);
    if (value < QUARTER) dark += 1;
    if (value > 1 - QUARTER) bright += 1;
  }
  const near = logarithm(meanDifference(pixels, 1, every) / unit);
  const far = logarithm(meanDifference(pixels, FAR, every) / unit);
  return {
    median: quantile(50),
    spread: quantile(75) - quantile(25),
    dark: dark / some.length,
    bright: bright / some.length,
    texture: near,
    scale: far - near,
  };
}
