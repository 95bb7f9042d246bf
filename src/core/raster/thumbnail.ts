import type { Pixels } from "./plane.ts";

/** A small greyscale image, one byte per pixel, row-major. */
export interface Thumbnail {
  readonly rows: number;
  readonly columns: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Fraction of the pixels clipped at either end of the grey scale. */
const CLIPPED = 0.01;

/**
 * Downsamples an image to at most `side` px per side by averaging; black and white are the 1st and 99th
 * percentile.
 */
export function thumbnailOf(pixels: Pixels, side: number): Thumbnail {
  const factor = Math.max(1, Math.max(pixels.rows, pixels.columns) / side);
  const rows = Math.max(1, Math.floor(pixels.rows / factor));
  const columns = Math.max(1, Math.floor(pixels.columns / factor));
  const grey = new Float32Array(rows * columns);
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      grey[pixel] = meanOf(pixels, row * factor, column * factor, factor);
    }
  }
  const sorted = grey.slice().sort();
  const low = sorted[Math.floor(CLIPPED * (sorted.length - 1))];
  const high = sorted[Math.ceil((1 - CLIPPED) * (sorted.length - 1))];
  const gain = high > low ? 255 / (high - low) : 0;
  return { rows, columns, data: Uint8ClampedArray.from(grey, (value) => (value - low) * gain) };
}

/** Mean over all channels of a square with a side of `size` px and its upper left corner at `top`, `left`. */
function meanOf({ rows, columns, channels, data }: Pixels, top: number, left: number, size: number): number {
  const bottom = Math.min(rows, Math.max(Math.floor(top) + 1, Math.floor(top + size)));
  const right = Math.min(columns, Math.max(Math.floor(left) + 1, Math.floor(left + size)));
  let sum = 0;
  let count = 0;
  for (let row = Math.floor(top); row < bottom; row++) {
    const end = (row * columns + right) * channels;
    for (let at = (row * columns + Math.floor(left)) * channels; at < end; at++) {
      sum += data[at];
      count += 1;
    }
  }
  return sum / count;
}
