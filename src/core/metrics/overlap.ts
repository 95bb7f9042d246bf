/** Intersection and union of two masks, in pixels. */
export interface OverlapCounts {
  readonly both: number;
  readonly either: number;
}

/**
 * Intersection and union of two masks of 0 and 1, one value per pixel. Neither padding, where `inside` is 0,
 * nor ignored pixels, where the truth is below 0, are counted.
 */
export function countOverlap(
  predicted: Float32Array,
  truth: Float32Array,
  inside: Float32Array,
): OverlapCounts {
  let [both, either] = [0, 0];
  for (let pixel = 0; pixel < inside.length; pixel++) {
    if (inside[pixel] === 0 || truth[pixel] < 0) continue;
    const a = predicted[pixel] > 0;
    const b = truth[pixel] > 0;
    if (a && b) both += 1;
    if (a || b) either += 1;
  }
  return { both, either };
}

/** Accumulates the overlap of predicted and ground-truth masks over images. */
export class OverlapSum {
  #both = 0;
  #either = 0;

  add({ both, either }: OverlapCounts): void {
    this.#both += both;
    this.#either += either;
  }

  /** Intersection over union, pooled over all pixels added; 1 if both masks are empty. */
  iou(): number {
    return this.#either === 0 ? 1 : this.#both / this.#either;
  }

  /**
   * Dice coefficient, 2 both / (predicted + truth), pooled over all pixels added; 1 if both masks are empty.
   */
  dice(): number {
    const predictedAndTruth = this.#either + this.#both;
    return predictedAndTruth === 0 ? 1 : (2 * this.#both) / predictedAndTruth;
  }
}
