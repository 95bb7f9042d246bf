import type { Runs } from "./run-length.ts";

/** Corners in turn: column and row of each, `[x, y, x, y, ...]`, in px from the picture's upper left corner. */
export type Polygon = ArrayLike<number>;

/** Crossings of rows with edges that one cell may have; drawn cells have some thousands. */
const MOST_CROSSINGS = 2 ** 23;

/** Coordinates further out are held here, so that differences stay exact enough. */
const FURTHEST = 2 ** 26;

const held = (value: number) => Math.max(-FURTHEST, Math.min(FURTHEST, value));

/** Columns at which edges cross the middle of each row, for the rows that are crossed. */
function crossingsOf(polygon: Polygon, rows: number): Map<number, number[]> | null {
  const crossings = new Map<number, number[]>();
  const corners = Math.floor(polygon.length / 2);
  let count = 0;
  for (let corner = 0; corner < corners; corner++) {
    const next = (corner + 1) % corners;
    let [x0, y0] = [held(polygon[2 * corner]), held(polygon[2 * corner + 1])];
    let [x1, y1] = [held(polygon[2 * next]), held(polygon[2 * next + 1])];
    if (y0 > y1) [x0, y0, x1, y1] = [x1, y1, x0, y0];
    const last = Math.min(rows, Math.ceil(y1 - 0.5));
    for (let row = Math.max(0, Math.ceil(y0 - 0.5)); row < last; row++) {
      count += 1;
      if (count > MOST_CROSSINGS) return null;
      const list = crossings.get(row) ?? [];
      crossings.set(row, list);
      list.push(x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0));
    }
  }
  return crossings;
}

/** Stretches that touch or overlap made one; they come in rising order. */
function merged(stretches: readonly (readonly [start: number, end: number])[]): number[] {
  const runs: number[] = [];
  let reached = -1;
  for (const [start, end] of stretches) {
    if (runs.length > 0 && start <= reached) {
      if (end > reached) runs[runs.length - 1] += end - reached;
    } else runs.push(start, end - start);
    reached = Math.max(reached, end);
  }
  return runs;
}

/**
 * Pixels of a cell drawn as polygons: those whose middle lies inside any of them. Inside is what an odd number of edges
 * lies around, so where a polygon crosses itself its inner parts alternate. What lies outside the picture is cut off.
 * Null when the polygons are too complex to be a cell.
 */
export function polygonRuns(polygons: readonly Polygon[], rows: number, columns: number): Runs | null {
  const stretches: [start: number, end: number][] = [];
  for (const polygon of polygons) {
    const crossings = crossingsOf(polygon, rows);
    if (!crossings) return null;
    for (const [row, places] of crossings) {
      places.sort((a, b) => a - b);
      for (let index = 0; index + 1 < places.length; index += 2) {
        const start = Math.max(0, Math.ceil(places[index] - 0.5));
        const end = Math.min(columns, Math.ceil(places[index + 1] - 0.5));
        if (start < end) stretches.push([row * columns + start, row * columns + end]);
      }
    }
  }
  stretches.sort((a, b) => a[0] - b[0]);
  return Int32Array.from(merged(stretches));
}
