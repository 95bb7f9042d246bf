import type { Labels } from "../../raster/plane.ts";
import type { Runs } from "./run-length.ts";

/** Whether pixels are counted along the rows or down the columns. */
export type RunOrder = "rows" | "columns";

/**
 * The runs of every cell of a label image, keyed by id in ascending order: alternating start and length,
 * starts from 0, counted along the rows or down the columns. A run continues over the end of a row or column.
 * One pass over the pixels.
 */
export function runsOfCells({ rows, columns, data }: Labels, order: RunOrder): Map<number, Runs> {
  const idAt =
    order === "rows"
      ? (place: number) => data[place]
      : (place: number) => data[(place % rows) * columns + Math.floor(place / rows)];
  const runs = new Map<number, number[]>();
  for (let start = 0; start < data.length; ) {
    const id = idAt(start);
    let end = start + 1;
    while (end < data.length && idAt(end) === id) end++;
    if (id > 0) {
      const list = runs.get(id) ?? [];
      list.push(start, end - start);
      runs.set(id, list);
    }
    start = end;
  }
  const rising = [...runs].sort(([a], [b]) => a - b);
  return new Map(rising.map(([id, list]) => [id, Int32Array.from(list)]));
}
