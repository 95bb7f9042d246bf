/** Degrees in a radian. */
export const DEGREES = 180 / Math.PI;

/** Loss of a zero output: every vector 90 degrees off, in squared radians. */
export const ZERO_OUTPUT_LOSS = (Math.PI / 2) ** 2;

/** Loss of a random direction: the mean of a squared angle that is uniform in 0..pi. */
export const RANDOM_DIRECTION_LOSS = Math.PI ** 2 / 3;

/** Angles in degrees above which the fraction of pixels is reported. */
export const SMALL_ANGLE = 22.5;
export const LARGE_ANGLE = 45;

/** Angle in radians, 0..pi, between two vectors; pi/2 when one of them is zero. */
export function angleBetween(a0: number, a1: number, b0: number, b1: number): number {
  if ((a0 === 0 && a1 === 0) || (b0 === 0 && b1 === 0)) return Math.PI / 2;
  return Math.atan2(Math.abs(a1 * b0 - a0 * b1), a0 * b0 + a1 * b1);
}

/** Summary of angle errors over pixels. */
export interface AngleErrors {
  /** Weighted root mean square angle, degrees. */
  readonly angleRmsDegrees: number;
  /** Fraction of the valid pixels with an error above 22.5 degrees. */
  readonly fractionAbove22: number;
  /** Fraction of the valid pixels with an error above 45 degrees. */
  readonly fractionAbove45: number;
}

/** Sums over the valid pixels: squared angles (radians) times weight, weights, and pixel counts. */
export interface AngleSums {
  readonly weighted: number;
  readonly weights: number;
  readonly pixels: number;
  readonly above22: number;
  readonly above45: number;
}

/**
 * Sums angle errors. `predicted` and `truth` are `[pixel, component]`, `valid` and `weight` one value per
 * pixel. Squared angles are weighted as in the loss; pixel counts are unweighted.
 */
export function sumAngles(
  predicted: Float32Array,
  truth: Float32Array,
  valid: Float32Array,
  weight: Float32Array,
): AngleSums {
  let [weighted, weights, pixels, above22, above45] = [0, 0, 0, 0, 0];
  for (let pixel = 0; pixel < valid.length; pixel++) {
    const pixelWeight = valid[pixel] * weight[pixel];
    if (pixelWeight === 0) continue;
    const [x, y] = [2 * pixel, 2 * pixel + 1];
    const angle = angleBetween(predicted[x], predicted[y], truth[x], truth[y]);
    weighted += pixelWeight * angle * angle;
    weights += pixelWeight;
    pixels += 1;
    if (angle * DEGREES > SMALL_ANGLE) above22 += 1;
    if (angle * DEGREES > LARGE_ANGLE) above45 += 1;
  }
  return { weighted, weights, pixels, above22, above45 };
}

/** Accumulates angle errors over images. */
export class AngleErrorSum {
  #weighted = 0;
  #weights = 0;
  #pixels = 0;
  #above22 = 0;
  #above45 = 0;

  add({ weighted, weights, pixels, above22, above45 }: AngleSums): void {
    this.#weighted += weighted;
    this.#weights += weights;
    this.#pixels += pixels;
    this.#above22 += above22;
    this.#above45 += above45;
  }

  /** Summed weights of all pixels so far. */
  get weights(): number {
    return this.#weights;
  }

  /** Null without a valid pixel. */
  result(): AngleErrors | null {
    if (this.#pixels === 0) return null;
    return {
      angleRmsDegrees: Math.sqrt(this.#weighted / this.#weights) * DEGREES,
      fractionAbove22: this.#above22 / this.#pixels,
      fractionAbove45: this.#above45 / this.#pixels,
    };
  }
}

/**
 * Angle in degrees between prediction and truth for each pixel; 0 where `valid`, one value per pixel, is 0.
 * `predicted` and `truth` are `[pixel, component]`.
 */
export function angleErrorPlane(
  predicted: Float32Array,
  truth: Float32Array,
  valid: Float32Array,
): Float32Array {
  return valid.map((on, pixel) => {
    if (!(on > 0)) return 0;
    const [x, y] = [2 * pixel, 2 * pixel + 1];
    return angleBetween(predicted[x], predicted[y], truth[x], truth[y]) * DEGREES;
  });
}
