import type { Size } from "../raster/plane.ts";

/**
 * Divergence of a vector field per pixel, as the sum of `numpy.gradient` of both components along their own
 * axis: central differences, one-sided at the edges of the image; 0 along an axis of one pixel.
 * @param vectors `[row, column, component]`, component 0 down the rows, 1 along the columns
 */
export function divergenceOf({ rows, columns }: Size, vectors: Float32Array): Float32Array {
  const into = new Float32Array(rows * columns);
  for (let row = 0, pixel = 0; row < rows; row++) {
    const [above, below] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
    for (let column = 0; column < columns; column++, pixel++) {
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      const down = vectors[2 * (below * columns + column)] - vectors[2 * (above * columns + column)];
      const across = vectors[2 * (row * columns + right) + 1] - vectors[2 * (row * columns + left) + 1];
      into[pixel] = down / Math.max(1, below - above) + across / Math.max(1, right - left);
    }
  }
  return into;
}
