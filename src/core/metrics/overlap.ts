/** Collects the overlap of a predicted and a true mask over images; pixels outside the real image do not count. */
export class OverlapSum {
  #both = 0;
  #predicted = 0;
  #truth = 0;

  /** Adds pixels: each mask is 1 or 0 a pixel, `inside` is 1 on pixels of the real image. */
  add(predicted: Float32Array, truth: Float32Array, inside: Float32Array): void {
    for (let pixel = 0; pixel < inside.length; pixel++) {
      if (inside[pixel] === 0) continue;
      const a = predicted[pixel] > 0;
      const b = truth[pixel] > 0;
      if (a) this.#predicted += 1;
      if (b) this.#truth += 1;
      if (a && b) this.#both += 1;
    }
  }

  /** Adds pixels that are counted already: those of each mask and those of both. */
  addCounts(predicted: number, truth: number, both: number): void {
    this.#predicted += predicted;
    this.#truth += truth;
    this.#both += both;
  }

  /** Intersection over union, pooled over all pixels added; 1 when neither mask has any. */
  iou(): number {
    const either = this.#predicted + this.#truth - this.#both;
    return either === 0 ? 1 : this.#both / either;
  }

  /** Dice coefficient, 2 both / (predicted + truth), pooled over all pixels added; 1 when neither mask has any. */
  dice(): number {
    const sum = this.#predicted + this.#truth;
    return sum === 0 ? 1 : (2 * this.#both) / sum;
  }
}
