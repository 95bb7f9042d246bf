import { createRandom } from "../../core/augment/random.ts";
import type { Batch } from "../../core/dataset/sampling/batch.ts";

const CELL_FRACTION = 0.7;
const LEVELS = 16;

/** A deterministic batch of noise with targets in the valid ranges, for timing a step. */
export function syntheticBatch(size: number, rows: number, columns: number): Batch {
  const random = createRandom(1, 2);
  const plane = (value: () => number, channels = 1) =>
    Float32Array.from({ length: size * rows * columns * channels }, value);
  const mask = plane(() => Number(random.chance(CELL_FRACTION)));
  return {
    size,
    rows,
    columns,
    image: plane(() => random.normal()),
    mask,
    unitVectors: plane(() => Math.SQRT1_2, 2),
    valid: mask,
    weight: plane(() => random.uniform(0.01, 0.1)),
    level: plane(() => random.integer(LEVELS)),
    inside: plane(() => 1),
  };
}
