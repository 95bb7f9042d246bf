import type { Plane } from "../raster/plane.ts";

/** Kernel radius in standard deviations; the weight beyond is less than 1 in 300. */
const REACH = 3;

function kernelOf(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(REACH * sigma));
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

/** Blurs a line of `length` values, `step` apart; the end values are repeated beyond the ends. */
function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  kernel: Float32Array,
): void {
  const radius = (kernel.length - 1) / 2;
  for (let place = 0; place < length; place++) {
    let sum = 0;
    for (let tap = 0; tap < kernel.length; tap++) {
      const at = Math.min(length - 1, Math.max(0, place + tap - radius));
      sum += kernel[tap] * from[start + at * step];
    }
    to[start + place * step] = sum;
  }
}

/** A new plane, blurred by a Gaussian with standard deviation `sigma` px; edge pixels are repeated. */
export function gaussianBlur({ rows, columns, data }: Plane, sigma: number): Plane {
  const kernel = kernelOf(sigma);
  const across = new Float32Array(data.length);
  const both = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) blurLine(data, across, row * columns, 1, columns, kernel);
  for (let column = 0; column < columns; column++) blurLine(across, both, column, columns, rows, kernel);
  return { rows, columns, data: both };
}
