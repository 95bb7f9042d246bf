/** Number of cell pixels, and of those with the correct depth level. */
export interface LevelCounts {
  readonly right: number;
  readonly pixels: number;
}

/** Counts cell pixels of the real image: levels 0..15, `mask` above 0 in cells, `inside` 0 in the padding. */
export function countLevels(
  predicted: Float32Array,
  truth: Float32Array,
  mask: Float32Array,
  inside: Float32Array,
): LevelCounts {
  let [right, pixels] = [0, 0];
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (!(mask[pixel] > 0) || inside[pixel] === 0) continue;
    pixels += 1;
    if (predicted[pixel] === truth[pixel]) right += 1;
  }
  return { right, pixels };
}

/** Accumulates the fraction of cell pixels with the correct depth level. */
export class LevelAccuracySum {
  #right = 0;
  #pixels = 0;

  add({ right, pixels }: LevelCounts): void {
    this.#right += right;
    this.#pixels += pixels;
  }

  /** Null without a cell pixel. */
  accuracy(): number | null {
    return this.#pixels === 0 ? null : this.#right / this.#pixels;
  }
}

/** Most likely of `channels` levels per pixel of `[pixel, channel]` scores; ties go to the lowest level. */
export function likeliestLevel(scores: Float32Array, channels: number): Float32Array {
  const level = new Float32Array(scores.length / channels);
  for (let pixel = 0; pixel < level.length; pixel++) {
    let best = 0;
    for (let channel = 1; channel < channels; channel++) {
      if (scores[pixel * channels + channel] > scores[pixel * channels + best]) best = channel;
    }
    level[pixel] = best;
  }
  return level;
}
