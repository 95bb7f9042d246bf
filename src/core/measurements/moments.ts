import { type CellPlane, NO_CELL } from "./cell-plane.ts";

/** Area, centroid and second central moments of cells, one value per cell. */
export interface Moments {
  /** Pixels. */
  readonly area: Float64Array;
  /** Mean row and column of the pixels' centres, from 0. */
  readonly row: Float64Array;
  readonly column: Float64Array;
  /** Mean of the squared deviations, and of their product, px². */
  readonly rowVariance: Float64Array;
  readonly columnVariance: Float64Array;
  readonly covariance: Float64Array;
}

/** Moments of all cells in one pass over the pixels. */
export function momentsOf({ rows, columns, data, ids }: CellPlane): Moments {
  const zeros = () => new Float64Array(ids.length);
  const area = zeros();
  // Sums are relative to the first pixel of a cell, so that they stay exact integers.
  const [firstRow, firstColumn] = [zeros(), zeros()];
  const [row, column, rowRow, columnColumn, rowColumn] = [zeros(), zeros(), zeros(), zeros(), zeros()];
  for (let down = 0; down < rows; down++) {
    for (let right = 0; right < columns; right++) {
      const cell = data[down * columns + right];
      if (cell === NO_CELL) continue;
      if (area[cell] === 0) {
        firstRow[cell] = down;
        firstColumn[cell] = right;
      }
      const [y, x] = [down - firstRow[cell], right - firstColumn[cell]];
      area[cell] += 1;
      row[cell] += y;
      column[cell] += x;
      rowRow[cell] += y * y;
      columnColumn[cell] += x * x;
      rowColumn[cell] += x * y;
    }
  }
  for (let cell = 0; cell < ids.length; cell++) {
    const pixels = area[cell];
    const [y, x] = [row[cell] / pixels, column[cell] / pixels];
    rowRow[cell] = rowRow[cell] / pixels - y * y;
    columnColumn[cell] = columnColumn[cell] / pixels - x * x;
    rowColumn[cell] = rowColumn[cell] / pixels - x * y;
    row[cell] = firstRow[cell] + y;
    column[cell] = firstColumn[cell] + x;
  }
  return { area, row, column, rowVariance: rowRow, columnVariance: columnColumn, covariance: rowColumn };
}

/**
 * Eccentricity of the ellipse with the same second moments, 0 (circle) to 1 (line): with the eigenvalues
 * a >= b of the inertia tensor, sqrt(1 - b / a); 0 for a single pixel. As `eccentricity` of scikit-image's
 * `regionprops`.
 */
export function eccentricities({ area, rowVariance, columnVariance, covariance }: Moments): Float64Array {
  return area.map((_, cell) => {
    const mean = (rowVariance[cell] + columnVariance[cell]) / 2;
    const difference = Math.hypot((rowVariance[cell] - columnVariance[cell]) / 2, covariance[cell]);
    const largest = mean + difference;
    if (largest <= 0) return 0;
    // 1 - b / a, without the cancellation where both are nearly equal.
    return Math.sqrt(Math.min(1, (2 * difference) / largest));
  });
}
