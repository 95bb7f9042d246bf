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
 * @param margin further pixels on each side, px; they are displaced as the nearest pixel of the crop. Those of the crop
 * have the same coordinates with any margin
 */
export function mapCrop(
  side: number,
  top: { row: number; column: number },
  map: LinearMap,
  elastic: ElasticField | null,
  margin = 0,
): SourceCoordinates {
  const centre = (side - 1) / 2;
  const outer = side + 2 * margin;
  const row = new Float64Array(outer * outer);
  const column = new Float64Array(outer * outer);
  const inCrop = (place: number) => Math.min(Math.max(0, place), side - 1);
  for (let r = -margin; r < side + margin; r++) {
    for (let c = -margin; c < side + margin; c++) {
      const pixel = (r + margin) * outer + c + margin;
      const down = r - centre;
      const right = c - centre;
      row[pixel] = map.rowFromRow * down + map.rowFromColumn * right + centre + top.row;
      column[pixel] = map.columnFromRow * down + map.columnFromColumn * right + centre + top.column;
      if (elastic) {
        const nearest = inCrop(r) * side + inCrop(c);
        row[pixel] += elastic.rows[nearest];
        column[pixel] += elastic.columns[nearest];
      }
    }
  }
  return { rows: outer, columns: outer, row, column };
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
