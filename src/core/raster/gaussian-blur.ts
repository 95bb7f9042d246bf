import type { Plane } from "./plane.ts";

/** Where a kernel ends, and which values continue an image beyond its edges. */
export interface BlurStyle {
  /** Radius of the kernel in px for a standard deviation in px. */
  radius(sigma: number): number;
  /** `repeated`: a a | a b c; `mirrored`: b a | a b c. */
  readonly beyond: "repeated" | "mirrored";
}

/** The weight beyond three standard deviations is less than 1 in 300. */
const SHORT: BlurStyle = { radius: (sigma) => Math.max(1, Math.ceil(3 * sigma)), beyond: "repeated" };

/** As `scipy.ndimage.gaussian_filter` by default: four standard deviations, mirrored edges. */
export const SCIPY_BLUR: BlurStyle = { radius: (sigma) => Math.trunc(4 * sigma + 0.5), beyond: "mirrored" };

function kernelOf(sigma: number, radius: number): Float32Array {
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

/** Place within a line of `length` values whose value stands at `place`, which may be beyond its ends. */
function placeIn(length: number, place: number, beyond: BlurStyle["beyond"]): number {
  if (beyond === "repeated") return Math.min(length - 1, Math.max(0, place));
  const period = 2 * length;
  const within = ((place % period) + period) % period;
  return within < length ? within : period - 1 - within;
}

/** Blurs a line of values, `step` apart; `taps` are the places that its padded values come from. */
function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  taps: Int32Array,
  kernel: Float32Array,
): void {
  const length = taps.length - kernel.length + 1;
  for (let place = 0; place < length; place++) {
    let sum = 0;
    for (let tap = 0; tap < kernel.length; tap++) sum += kernel[tap] * from[start + taps[place + tap] * step];
    to[start + place * step] = sum;
  }
}

/**
 * A new plane, blurred by a Gaussian with standard deviation `sigma` px, above 0.
 */
export function gaussianBlur({ rows, columns, data }: Plane, sigma: number, style = SHORT): Plane {
  const radius = style.radius(sigma);
  const kernel = kernelOf(sigma, radius);
  const tapsOf = (length: number) =>
    Int32Array.from({ length: length + 2 * radius }, (_, tap) => placeIn(length, tap - radius, style.beyond));
  const [right, down] = [tapsOf(columns), tapsOf(rows)];
  const across = new Float32Array(data.length);
  const both = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) blurLine(data, across, row * columns, 1, right, kernel);
  for (let column = 0; column < columns; column++) blurLine(across, both, column, columns, down, kernel);
  return { rows, columns, data: both };
}
