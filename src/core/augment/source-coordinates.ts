import type { ElasticField } from "./elastic-field.ts";
import type { LinearMap } from "./linear-map.ts";

/**
 * Source coordinates of each pixel of a crop, in px from the centre of the source's first pixel; row-major.
 */
export interface SourceCoordinates {
  readonly rows: number;
  readonly columns: number;
  readonly row: Float64Array;
  readonly column: Float64Array;
}

/**
 * The geometric map of an augmentation: from each pixel of a square crop to its source coordinates.
 * @param top first source row and column of the crop without rotation and scaling
 */
export function mapCrop(
  side: number,
  top: { row: number; column: number },
  map: LinearMap,
  elastic: ElasticField | null,
): SourceCoordinates {
  const centre = (side - 1) / 2;
  const row = new Float64Array(side * side);
  const column = new Float64Array(side * side);
  for (let r = 0; r < side; r++) {
    for (let c = 0; c < side; c++) {
      const pixel = r * side + c;
      const down = r - centre;
      const right = c - centre;
      row[pixel] = map.rowFromRow * down + map.rowFromColumn * right + centre + top.row;
      column[pixel] = map.columnFromRow * down + map.columnFromColumn * right + centre + top.column;
      if (elastic) {
        row[pixel] += elastic.rows[pixel];
        column[pixel] += elastic.columns[pixel];
      }
    }
  }
  return { rows: side, columns: side, row, column };
}

/** Source coordinates of an unchanged window of the source that starts at an integer pixel. */
export function mapWindow(
  rows: number,
  columns: number,
  top: { row: number; column: number },
): SourceCoordinates {
  const row = new Float64Array(rows * columns);
  const column = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    row.fill(r + top.row, r * columns, (r + 1) * columns);
    for (let c = 0; c < columns; c++) column[r * columns + c] = c + top.column;
  }
  return { rows, columns, row, column };
}
