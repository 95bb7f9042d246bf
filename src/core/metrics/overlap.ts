/** Pixels that are in both of two masks, and in either. */
export interface OverlapCounts {
  readonly both: number;
  readonly either: number;
}

/**
 * Counts pixels: each mask is 1 or 0 a pixel; those where `inside` is 0 are not of the real image and do not count, nor do
 * ignored ones, where the truth is below 0.
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

/** Collects the overlap of predicted and true masks over images. */
export class OverlapSum {
  #both = 0;
  #either = 0;

  add({ both, either }: OverlapCounts): void {
    this.#both += both;
    this.#either += either;
  }

  /** Intersection over union, pooled over all pixels added; 1 when neither mask has any. */
  iou(): number {
    return this.#either === 0 ? 1 : this.#both / this.#either;
  }

  /** Dice coefficient, 2 both / (predicted + truth), pooled over all pixels added; 1 when neither mask has any. */
  dice(): number {
    const predictedAndTruth = this.#either + this.#both;
    return predictedAndTruth === 0 ? 1 : (2 * this.#both) / predictedAndTruth;
  }
}
