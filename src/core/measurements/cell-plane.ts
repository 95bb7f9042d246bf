import type { Labels } from "../raster/plane.ts";

/** Number of a pixel that belongs to no cell. */
export const NO_CELL = -1;

/** A label image whose cells are numbered from 0, without gaps, in ascending order of their ids. */
export interface CellPlane {
  readonly rows: number;
  readonly columns: number;
  /** Number of the cell at each pixel, row-major; `NO_CELL` on background and ignored pixels. */
  readonly data: Int32Array;
  /** Id of each cell. */
  readonly ids: Int32Array;
}

/** Numbers the cells of a label image; the cost depends only on the number of pixels and cells. */
export function cellPlane({ rows, columns, data }: Labels): CellPlane {
  const met = new Set<number>();
  let last = 0;
  for (const id of data) {
    if (id !== last && id > 0) met.add(id);
    last = id;
  }
  const ids = Int32Array.from(met).sort();
  const numbers = new Map(Array.from(ids, (id, number) => [id, number]));
  const numbered = new Int32Array(data.length);
  let [id, number] = [0, NO_CELL];
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (data[pixel] !== id) {
      id = data[pixel];
      number = numbers.get(id) ?? NO_CELL;
    }
    numbered[pixel] = number;
  }
  return { rows, columns, data: numbered, ids };
}
