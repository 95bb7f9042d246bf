import type { Augmentation } from "./augmentation.ts";
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

/** Raises the image, scaled to its own range, to a power. In place. */
export function applyGamma(image: Float32Array, exponent: number): void {
  const { low, high } = rangeOf(image);
  const range = high - low;
  if (!(range > 0)) return;
  for (let pixel = 0; pixel < image.length; pixel++) {
    image[pixel] = low + range * ((image[pixel] - low) / range) ** exponent;
  }
}

/** Adds a plane that rises by `slope` a pixel along the direction `angle` (radians), 0 at the centre. In place. */
export function applyIllumination(image: Float32Array, side: number, slope: number, angle: number): void {
  const centre = (side - 1) / 2;
  const down = slope * Math.cos(angle);
  const right = slope * Math.sin(angle);
  for (let pixel = 0; pixel < image.length; pixel++) {
    const row = Math.floor(pixel / side);
    image[pixel] += down * (row - centre) + right * ((pixel % side) - centre);
  }
}

/** Standard deviations of a Gaussian on each side of its kernel. */
const KERNEL_REACH = 3;

/** Gaussian blur of a square image, sigma in px, edge pixels repeated beyond the edge. In place. */
export function applyBlur(image: Float32Array, side: number, sigma: number): void {
  const reach = Math.ceil(KERNEL_REACH * sigma);
  if (reach < 1) return;
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-(((index - reach) / sigma) ** 2) / 2),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const line = new Float32Array(side);
  const blurLine = (start: number, stride: number) => {
    for (let place = 0; place < side; place++) {
      let sum = 0;
      for (let offset = -reach; offset <= reach; offset++) {
        const from = Math.min(side - 1, Math.max(0, place + offset));
        sum += kernel[offset + reach] * image[start + from * stride];
      }
      line[place] = sum / total;
    }
    for (let place = 0; place < side; place++) image[start + place * stride] = line[place];
  };
  for (let row = 0; row < side; row++) blurLine(row * side, 1);
  for (let column = 0; column < side; column++) blurLine(column, side);
}

/**
 * Draws and applies what changes the light but not the shape: gamma, gain and offset, an illumination gradient, blur,
 * noise, in this order. In place. `deviation` is the standard deviation of the whole image, the unit of the strengths.
 */
export function applyPhotometric(
  image: Float32Array,
  side: number,
  augmentation: Augmentation,
  deviation: number,
  random: Random,
): void {
  const { gamma, gainOffset, illumination, blur, noise } = augmentation;
  if (random.chance(gamma.probability)) {
    applyGamma(image, Math.exp(random.uniform(Math.log(gamma.low), Math.log(gamma.high))));
  }
  if (random.chance(gainOffset.probability)) {
    const factor = 1 + random.uniform(-gainOffset.gain, gainOffset.gain);
    const offset = random.uniform(-gainOffset.offset, gainOffset.offset) * deviation;
    for (let pixel = 0; pixel < image.length; pixel++) image[pixel] = image[pixel] * factor + offset;
  }
  if (random.chance(illumination.probability)) {
    const rise = random.uniform(0, illumination.amplitude) * deviation;
    applyIllumination(image, side, (2 * rise) / side, random.uniform(0, 2 * Math.PI));
  }
  if (random.chance(blur.probability)) applyBlur(image, side, random.uniform(0, blur.sigma));
  if (random.chance(noise.probability)) {
    const strength = random.uniform(0, noise.deviation) * deviation;
    for (let pixel = 0; pixel < image.length; pixel++) image[pixel] += strength * random.normal();
  }
}
