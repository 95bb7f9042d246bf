/** Size of one pixel in micrometres: `x` is its width (along a row), `y` its height (along a column). */
export interface PixelSize {
  readonly x: number;
  readonly y: number;
}

/** Sizes outside this range, in micrometres, are mistakes: from a picometre to a metre. */
const SMALLEST = 1e-6;
const LARGEST = 1e6;

const isPlausible = (size: number) => size >= SMALLEST && size <= LARGEST;

/**
 * A pixel size from its width and height in micrometres; null if either is zero, negative, not a number, or
 * outside 1e-6 to 1e6 µm.
 */
export function plausiblePixelSize(x: number, y: number): PixelSize | null {
  return isPlausible(x) && isPlausible(y) ? { x, y } : null;
}

const SIGNIFICANT_DIGITS = 5;
const digits = (size: number) => String(Number(size.toPrecision(SIGNIFICANT_DIGITS)));

/** A pixel size in words: `0.65 µm`, or width and height if they differ, `0.65 × 0.7 µm`. */
export function formatPixelSize({ x, y }: PixelSize): string {
  return x === y ? `${digits(x)} µm` : `${digits(x)} × ${digits(y)} µm`;
}

/** Largest relative difference of the sides of a pixel that counts as square. */
const SQUARE_TOLERANCE = 1e-3;

/** Whether a pixel is as wide as high, to a thousandth. */
export function isSquare({ x, y }: PixelSize): boolean {
  return Math.abs(x - y) <= SQUARE_TOLERANCE * Math.max(x, y);
}
