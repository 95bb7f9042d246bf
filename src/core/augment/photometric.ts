import type { Random } from "./random.ts";

function rangeOf(image: Float32Array): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of image) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

/** Raises the image, scaled to 0..1 by its own range, to a power and scales it back. In place. */
export function applyGamma(image: Float32Array, exponent: number): void {
  const { low, high } = rangeOf(image);
  const range = high - low;
  if (!(range > 0)) return;
  for (let pixel = 0; pixel < image.length; pixel++) {
    image[pixel] = low + range * ((image[pixel] - low) / range) ** exponent;
  }
}

/**
 * Adds a ramp of `slope` per px in the direction `angle` (radians from down to right), 0 at the centre. In
 * place.
 */
export function applyIllumination(image: Float32Array, side: number, slope: number, angle: number): void {
  const centre = (side - 1) / 2;
  const down = slope * Math.cos(angle);
  const right = slope * Math.sin(angle);
  for (let pixel = 0; pixel < image.length; pixel++) {
    const row = Math.floor(pixel / side);
    image[pixel] += down * (row - centre) + right * ((pixel % side) - centre);
  }
}

/** Half width of a Gaussian kernel in standard deviations. */
const KERNEL_REACH = 3;

/** Gaussian blur of a square image, sigma in px, with repeated edge pixels as padding. In place. */
export function applyBlur(image: Float32Array, side: number, sigma: number): void {
  const reach = Math.ceil(KERNEL_REACH * sigma);
  if (reach < 1) return;
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-(((index - reach) / sigma) ** 2) / 2),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const padded = new Float32Array(side + 2 * reach);
  const blurLine = (start: number, stride: number) => {
    for (let place = 0; place < side; place++) padded[reach + place] = image[start + place * stride];
    padded.fill(padded[reach], 0, reach).fill(padded[reach + side - 1], reach + side);
    for (let place = 0; place < side; place++) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) sum += kernel[tap] * padded[place + tap];
      image[start + place * stride] = sum / total;
    }
  };
  for (let row = 0; row < side; row++) blurLine(row * side, 1);
  for (let column = 0; column < side; column++) blurLine(column, side);
}

/** Multiplies each value by `factor` and adds `offset`. In place. */
export function applyGain(image: Float32Array, factor: number, offset: number): void {
  for (let pixel = 0; pixel < image.length; pixel++) image[pixel] = image[pixel] * factor + offset;
}

/** Adds Gaussian noise with this standard deviation. In place. */
export function applyNoise(image: Float32Array, deviation: number, random: Random): void {
  for (let pixel = 0; pixel < image.length; pixel++) image[pixel] += deviation * random.normal();
}
