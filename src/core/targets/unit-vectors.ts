import type { Labels } from "../raster/plane.ts";

/** Shortest gradient with a valid direction: below it, a pixel is on a ridge or in a cell one pixel wide. */
export const MIN_VALID_GRADIENT = 0.3;

/** Gradients below this length count as zero. */
const SHORTEST_GRADIENT = 1e-12;

/** Shortest image side in px along which a difference can be taken. */
const SHORTEST_SIDE = 2;

/** Unit vectors of a label image. */
export interface UnitVectors {
  /** `[pixel, component]`, -1..1: component 0 along rows (down), 1 along columns (right). */
  readonly unitVectors: Float32Array;
  /** 1 on valid pixels, else 0: the gradient is at least `MIN_VALID_GRADIENT` long. */
  readonly valid: Float32Array;
}

/**
 * Unit vectors away from the nearest edge of each pixel's own cell: the normalised gradient of the cell's
 * distance map. Differences are those of `numpy.gradient` on the cell's own map: central, one-sided at the
 * image border; a neighbour that is not of the cell counts as distance 0. Zero on background and where the
 * gradient vanishes. Images with a side of one pixel have no gradient.
 * @param squared squared distances in px^2 from `squaredDistance`
 * @param inside 1 on pixels of the real image, 0 in the padding; differences are one-sided at its edge, too
 */
export function unitVectors(
  { rows, columns, data }: Labels,
  squared: Int32Array,
  inside: Float32Array | null = null,
): UnitVectors {
  const vectors = new Float32Array(2 * data.length);
  const valid = new Float32Array(data.length);
  if (rows < SHORTEST_SIDE || columns < SHORTEST_SIDE) return { unitVectors: vectors, valid };

  const sameSide = (pixel: number, other: number) => inside === null || inside[pixel] === inside[other];

  /**
   * Difference per px at `pixel` along one axis; `place` is its coordinate 0..last, `stride` the step in
   * memory.
   */
  function difference(pixel: number, place: number, last: number, stride: number): number {
    const id = data[pixel];
    const before = place > 0 && sameSide(pixel, pixel - stride) ? pixel - stride : pixel;
    const after = place < last && sameSide(pixel, pixel + stride) ? pixel + stride : pixel;
    if (before === after) return 0;
    const low = data[before] === id ? Math.sqrt(squared[before]) : 0;
    const high = data[after] === id ? Math.sqrt(squared[after]) : 0;
    return (high - low) / ((after - before) / stride);
  }

  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const pixel = row * columns + column;
      if (data[pixel] <= 0) continue;
      const down = difference(pixel, row, rows - 1, columns);
      const right = difference(pixel, column, columns - 1, 1);
      const length = Math.sqrt(down * down + right * right);
      if (length < SHORTEST_GRADIENT) continue;
      vectors[2 * pixel] = down / length;
      vectors[2 * pixel + 1] = right / length;
      if (length >= MIN_VALID_GRADIENT) valid[pixel] = 1;
    }
  }
  return { unitVectors: vectors, valid };
}
