/** Degrees in a radian. */
export const DEGREES = 180 / Math.PI;

/** Loss of a zero output: every vector 90 degrees off, in squared radians. */
export const ZERO_OUTPUT_LOSS = (Math.PI / 2) ** 2;

/** Loss of a random direction: the mean of a squared angle that is uniform in 0..pi. */
export const RANDOM_DIRECTION_LOSS = Math.PI ** 2 / 3;

const SMALL_ANGLE = 22.5;
const LARGE_ANGLE = 45;

/** Angle in radians, 0..pi, between two vectors; pi/2 when one of them is zero. */
export function angleBetween(a0: number, a1: number, b0: number, b1: number): number {
  if ((a0 === 0 && a1 === 0) || (b0 === 0 && b1 === 0)) return Math.PI / 2;
  return Math.atan2(Math.abs(a1 * b0 - a0 * b1), a0 * b0 + a1 * b1);
}

/** What the angle errors of some pixels come to. */
export interface AngleErrors {
  /** Root of the weighted mean squared angle, degrees. */
  readonly angleRmsDegrees: number;
  /** Share of the taught pixels that are more than 22.5 degrees off. */
  readonly shareAbove22: number;
  /** Share of the taught pixels that are more than 45 degrees off. */
  readonly shareAbove45: number;
}

/** Collects angle errors over images. */
export class AngleErrorSum {
  #weighted = 0;
  #weights = 0;
  #pixels = 0;
  #above22 = 0;
  #above45 = 0;

  /**
   * Adds pixels. `predicted` and `truth` are `[pixel, component]`, `valid` and `weight` one value a pixel.
   * The shares count pixels, the root mean square weighs them as the loss does.
   */
  add(predicted: Float32Array, truth: Float32Array, valid: Float32Array, weight: Float32Array): void {
    for (let pixel = 0; pixel < valid.length; pixel++) {
      const share = valid[pixel] * weight[pixel];
      if (share === 0) continue;
      const angle = angleBetween(
        predicted[2 * pixel],
        predicted[2 * pixel + 1],
        truth[2 * pixel],
        truth[2 * pixel + 1],
      );
      this.#weighted += share * angle * angle;
      this.#weights += share;
      this.#pixels += 1;
      if (angle * DEGREES > SMALL_ANGLE) this.#above22 += 1;
      if (angle * DEGREES > LARGE_ANGLE) this.#above45 += 1;
    }
  }

  /** Null when no pixel was taught. */
  result(): AngleErrors | null {
    if (this.#pixels === 0) return null;
    return {
      angleRmsDegrees: Math.sqrt(this.#weighted / this.#weights) * DEGREES,
      shareAbove22: this.#above22 / this.#pixels,
      shareAbove45: this.#above45 / this.#pixels,
    };
  }
}

/**
 * Angle in degrees between prediction and truth for each pixel; 0 where `valid` is 0.
 * All planes have one value a pixel; component 0 is rows, 1 is columns.
 */
export function angleErrorPlane(
  predicted0: Float32Array,
  predicted1: Float32Array,
  truth0: Float32Array,
  truth1: Float32Array,
  valid: Float32Array,
): Float32Array {
  return valid.map((on, pixel) =>
    on > 0 ? angleBetween(predicted0[pixel], predicted1[pixel], truth0[pixel], truth1[pixel]) * DEGREES : 0,
  );
}
