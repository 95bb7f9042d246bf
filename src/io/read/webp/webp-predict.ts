/** Mean of two pixels, channel by channel, rounded down. */
function mean(a: number, b: number): number {
  return ((((a ^ b) & 0xfefefefe) >>> 1) + (a & b)) >>> 0;
}

const channel = (pixel: number, shift: number) => (pixel >>> shift) & 0xff;
const SHIFTS: readonly number[] = [0, 8, 16, 24];

function clamped(value: number): number {
  return Math.max(0, Math.min(255, value));
}

/** Applies `combine` to the channels of two or three pixels and clamps each result to a byte. */
function eachChannel(
  a: number,
  b: number,
  c: number,
  combine: (a: number, b: number, c: number) => number,
): number {
  let pixel = 0;
  for (const shift of SHIFTS) {
    pixel |= clamped(combine(channel(a, shift), channel(b, shift), channel(c, shift))) << shift;
  }
  return pixel >>> 0;
}

/** Sum of the differences of two pixels' channels. */
function distance(a: number, b: number): number {
  return SHIFTS.reduce((sum, shift) => sum + Math.abs(channel(a, shift) - channel(b, shift)), 0);
}

/** The one of two pixels that is nearer to left + top - corner. */
function nearer(left: number, top: number, corner: number): number {
  return distance(top, corner) < distance(left, corner) ? left : top;
}

const full = (a: number, b: number, c: number) => a + b - c;
const half = (a: number, b: number) => a + Math.trunc((a - b) / 2);

export const OPAQUE_BLACK = 0xff000000;

/** Predicts a pixel from the pixels to the left, above, above left (corner) and above right. */
type Predictor = (left: number, top: number, corner: number, right: number) => number;

/** The fourteen predictors of pixels (WebP lossless specification, section 4.1). */
export const PREDICTORS: readonly Predictor[] = [
  () => OPAQUE_BLACK,
  (left) => left,
  (_, top) => top,
  (_left, _top, _corner, right) => right,
  (_left, _top, corner) => corner,
  (left, top, _, right) => mean(mean(left, right), top),
  (left, _, corner) => mean(left, corner),
  (left, top) => mean(left, top),
  (_, top, corner) => mean(corner, top),
  (_left, top, _corner, right) => mean(top, right),
  (left, top, corner, right) => mean(mean(left, corner), mean(top, right)),
  nearer,
  (left, top, corner) => eachChannel(left, top, corner, full),
  (left, top, corner) => eachChannel(mean(left, top), corner, 0, half),
  () => OPAQUE_BLACK,
  () => OPAQUE_BLACK,
];

/** Sum of two pixels, channel by channel, modulo 256. */
export function addPixels(a: number, b: number): number {
  const even = (a & 0xff00ff) + (b & 0xff00ff);
  const odd = ((a >>> 8) & 0xff00ff) + ((b >>> 8) & 0xff00ff);
  return ((even & 0xff00ff) | ((odd & 0xff00ff) << 8)) >>> 0;
}
