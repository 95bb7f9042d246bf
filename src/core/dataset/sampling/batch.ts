import type { Sample, StaleVectors } from "../../augment/sample.ts";
import { IGNORED } from "../../raster/plane.ts";

/**
 * Stacked samples. Every array is `[size, rows, columns, channels]`, with one channel unless stated
 * otherwise.
 */
export interface Batch {
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
  readonly image: Float32Array;
  /** 1 in a cell, 0 on background, -1 on ignored pixels, which the U-Net is not trained on. */
  readonly mask: Float32Array;
  /** Two channels: component 0 (rows), component 1 (columns). */
  readonly unitVectors: Float32Array;
  readonly valid: Float32Array;
  readonly weight: Float32Array;
  /** Depth level 0..15 as a float. */
  readonly level: Float32Array;
  /** 1 on pixels of the real image. */
  readonly inside: Float32Array;
}

/** A whole image as a batch of one, for validation. */
export interface ValidationImage extends Batch {
  /** Ids of the cells, `[row, column]`; 0 is background, -1 ignored. */
  readonly labels: Int32Array;
}

/** Set if the stale vectors are the target instead of the correct ones. */
export interface TargetSample {
  readonly sample: Sample;
  /** Given when the stale vectors are trained on instead of the right ones. */
  readonly stale: StaleVectors | null;
}

/** Numbers of values per pixel of the planes of a sample. */
const CHANNELS = { image: 1, mask: 1, weight: 1, level: 1, inside: 1, unitVectors: 2, valid: 1 } as const;

/**
 * Stacks samples of one size. Throws a RangeError if there are none, if their sizes differ, or if a plane has another
 * number of values than its size needs; it names the plane and both.
 */
export function stackBatch(items: readonly TargetSample[]): Batch {
  const first = items[0]?.sample;
  if (!first) throw new RangeError("a batch needs at least one sample");
  const { rows, columns } = first;
  const pixels = rows * columns;
  const plane = () => new Float32Array(items.length * pixels);
  const batch = {
    size: items.length,
    rows,
    columns,
    image: plane(),
    mask: plane(),
    unitVectors: new Float32Array(2 * items.length * pixels),
    valid: plane(),
    weight: plane(),
    level: plane(),
    inside: plane(),
  };
  items.forEach(({ sample, stale }, index) => {
    if (sample.rows !== rows || sample.columns !== columns) {
      throw new RangeError("all samples of a batch must have one size");
    }
    const start = index * pixels;
    const vectors = stale ?? sample;
    const planes = { ...sample, unitVectors: vectors.unitVectors, valid: vectors.valid };
    for (const [name, channels] of Object.entries(CHANNELS) as [keyof typeof CHANNELS, number][]) {
      if (planes[name].length === channels * pixels) continue;
      throw new RangeError(
        `${name} of a sample has ${planes[name].length} values, but ${rows} x ${columns} x ${channels} are needed`,
      );
    }
    batch.image.set(sample.image, start);
    batch.mask.set(sample.mask, start);
    batch.valid.set(vectors.valid, start);
    batch.weight.set(sample.weight, start);
    batch.level.set(sample.level, start);
    batch.inside.set(sample.inside, start);
    batch.unitVectors.set(vectors.unitVectors, 2 * start);
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (sample.labels[pixel] === IGNORED) batch.mask[start + pixel] = IGNORED;
    }
  });
  return batch;
}
