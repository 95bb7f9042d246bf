/** Collects the overlap of a predicted and a true mask over images; pixels outside the real image do not count. */
export class OverlapSum {
  #both = 0;
  #either = 0;

  /** Adds pixels: each mask is 1 or 0 a pixel, `inside` is 1 on pixels of the real image. */
  add(predicted: Float32Array, truth: Float32Array, inside: Float32Array): void {
    for (let pixel = 0; pixel < inside.length; pixel++) {
      if (inside[pixel] === 0) continue;
      const a = predicted[pixel] > 0;
      const b = truth[pixel] > 0;
      if (a && b) this.#both += 1;
      if (a || b) this.#either += 1;
    }
  }

  /** Intersection over union, pooled over all pixels added; 1 when neither mask has any. */
  iou(): number {
    return this.#either === 0 ? 1 : this.#both / this.#either;
  }
}
