import { type CellPlane, NO_CELL } from "./cell-plane.ts";

/** Per cell and row with any of its pixels, the row and its first and last pixel. */
export interface RowExtents {
  /** Entries of cell `k` are `starts[k]` up to, but excluding, `starts[k + 1]`; rows ascend. */
  readonly starts: Uint32Array;
  readonly rows: Int32Array;
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
}

/** Calls `add` for each pixel of a cell in row-major order. */
function eachPixel(
  { rows, columns, data }: CellPlane,
  add: (cell: number, row: number, column: number) => void,
): void {
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      if (data[pixel] !== NO_CELL) add(data[pixel], row, column);
    }
  }
}

/** Extents of all cells along rows; as many entries as there are pixels at most. */
export function rowExtents(plane: CellPlane): RowExtents {
  const count = plane.ids.length;
  const lastRow = new Int32Array(count).fill(-1);
  const starts = new Uint32Array(count + 1);
  eachPixel(plane, (cell, row) => {
    if (lastRow[cell] !== row) starts[cell + 1] += 1;
    lastRow[cell] = row;
  });
  for (let cell = 0; cell < count; cell++) starts[cell + 1] += starts[cell];
  const [rows, lefts, rights] = [0, 1, 2].map(() => new Int32Array(starts[count]));
  const next = starts.slice(0, count);
  lastRow.fill(-1);
  eachPixel(plane, (cell, row, column) => {
    if (lastRow[cell] !== row) {
      lastRow[cell] = row;
      rows[next[cell]] = row;
      lefts[next[cell]] = column;
      next[cell] += 1;
    }
    rights[next[cell] - 1] = column;
  });
  return { starts, rows, lefts, rights };
}
