import { percentileOf } from "../raster/percentile.ts";
import type { Pixels, Size } from "../raster/plane.ts";

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

/** Reads the mean over the channels of a pixel. */
function reader({ channels, data }: Pixels): (pixel: number) => number {
  return (pixel) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += data[pixel * channels + channel];
    return sum / channels;
  };
}

type ReadPixel = ReturnType<typeof reader>;

/** Values at every `every`-th row and column. */
function sampled({ rows, columns }: Size, read: ReadPixel, every: number): Float32Array {
  const across = Math.ceil(columns / every);
  return Float32Array.from({ length: Math.ceil(rows / every) * across }, (_, place) =>
    read(every * (Math.floor(place / across) * columns + (place % across))),
  );
}

/** Mean absolute difference to the pixels at a distance to the right and below, at every `every`-th place. */
function meanDifference({ rows, columns }: Size, read: ReadPixel, distance: number, every: number): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row + distance < rows; row += every) {
    for (let column = 0; column + distance < columns; column += every) {
      const at = row * columns + column;
      const here = read(at);
      sum += Math.abs(read(at + distance) - here) + Math.abs(read(at + distance * columns) - here);
      count += 2;
    }
  }
  return count === 0 ? 0 : sum / count;
}

const logarithm = (difference: number) => Math.log2(Math.max(SMALLEST, difference));

/** The look of an image by the mean of its channels; null for an image of a single value. */
export function imageLook(pixels: Pixels): ImageLook | null {
  const read = reader(pixels);
  const every = Math.max(1, Math.floor(Math.sqrt((pixels.rows * pixels.columns) / MOST_PIXELS)));
  const some = sampled(pixels, read, every).sort();
  const [zero, one] = [percentileOf(some, LOW), percentileOf(some, HIGH)];
  const unit = one - zero;
  if (!(unit > 0 && Number.isFinite(unit))) return null;
  const relative = (value: number) => (value - zero) / unit;
  const quantile = (percentile: number) => relative(percentileOf(some, percentile));
  const fraction = (isCounted: (value: number) => boolean) =>
    some.reduce((count, value) => count + Number(isCounted(relative(value))), 0) / some.length;
  const near = logarithm(meanDifference(pixels, read, 1, every) / unit);
  const far = logarithm(meanDifference(pixels, read, FAR, every) / unit);
  return {
    median: quantile(50),
    spread: quantile(75) - quantile(25),
    dark: fraction((value) => value < QUARTER),
    bright: fraction((value) => value > 1 - QUARTER),
    texture: near,
    scale: far - near,
  };
}
