import type { Runs } from "./run-length.ts";

/**
 * Corners in order: column and row of each, `[x, y, x, y, ...]`, in px from the image's upper left corner.
 */
export type Polygon = ArrayLike<number>;

/** Largest number of row-edge crossings per cell; drawn cells have some thousands. */
const MAX_CROSSINGS = 2 ** 23;

/** Coordinates are clamped to this magnitude, so that differences stay sufficiently exact. */
const FURTHEST = 2 ** 26;

const held = (value: number) => Math.max(-FURTHEST, Math.min(FURTHEST, value));

/** Intersections of edges with row centre lines. */
interface Crossings {
  /** The first row of the image that is crossed. */
  readonly top: number;
  /** By row from `top`: index of its first value in `columns`; the last element is the end. */
  readonly starts: Int32Array;
  /** Column coordinates of the crossings, grouped by row and ascending within each row. */
  readonly columns: Float64Array;
}

/** Rows whose centre is between two heights: from the first to before the last. */
const firstRow = (y: number) => Math.max(0, Math.ceil(y - 0.5));
const lastRow = (y: number, rows: number) => Math.min(rows, Math.ceil(y - 0.5));

/** An edge with its upper end first: `[x0, y0, x1, y1]`. */
function edgeOf(polygon: Polygon, corner: number, corners: number): [number, number, number, number] {
  const next = corner + 1 === corners ? 0 : corner + 1;
  const [x0, y0] = [held(polygon[2 * corner]), held(polygon[2 * corner + 1])];
  const [x1, y1] = [held(polygon[2 * next]), held(polygon[2 * next + 1])];
  return y0 > y1 ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
}

function sortPart(values: Float64Array, start: number, end: number): void {
  if (end - start > 2) values.subarray(start, end).sort();
  // Nearly every row of a cell is crossed twice; a swap is then faster than a call.
  else if (values[start] > values[start + 1] && end - start === 2)
    [values[start], values[start + 1]] = [values[start + 1], values[start]];
}

/** Writes the crossings of each edge to the slots of its rows and sorts each row. */
function placed(polygon: Polygon, rows: number, top: number, counts: Int32Array): Omit<Crossings, "top"> {
  const corners = Math.floor(polygon.length / 2);
  const starts = new Int32Array(counts.length);
  for (let row = 1; row < starts.length; row++) starts[row] = starts[row - 1] + counts[row - 1];
  const columns = new Float64Array(starts[starts.length - 1]);
  const filled = starts.slice();
  for (let corner = 0; corner < corners; corner++) {
    const [x0, y0, x1, y1] = edgeOf(polygon, corner, corners);
    const last = lastRow(y1, rows);
    for (let row = firstRow(y0); row < last; row++) {
      columns[filled[row - top]++] = x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0);
    }
  }
  for (let row = 0; row + 1 < starts.length; row++) sortPart(columns, starts[row], starts[row + 1]);
  return { starts, columns };
}

/** Null if there are more crossings than a cell has. */
function crossingsOf(polygon: Polygon, rows: number): Crossings | null {
  const corners = Math.floor(polygon.length / 2);
  let [lowest, highest] = [FURTHEST, -FURTHEST];
  for (let corner = 0; corner < corners; corner++) {
    const y = held(polygon[2 * corner + 1]);
    // Both comparisons are false for NaN.
    if (y < lowest) lowest = y;
    if (y > highest) highest = y;
  }
  const top = firstRow(lowest);
  const height = Math.max(0, lastRow(highest, rows) - top);
  if (height > MAX_CROSSINGS) return null;
  const counts = new Int32Array(height + 1);
  let total = 0;
  for (let corner = 0; corner < corners; corner++) {
    const [, y0, , y1] = edgeOf(polygon, corner, corners);
    const [first, last] = [firstRow(y0), lastRow(y1, rows)];
    if (first < last) total += last - first;
    if (total > MAX_CROSSINGS) return null;
    for (let row = first; row < last; row++) counts[row - top] += 1;
  }
  return { top, ...placed(polygon, rows, top, counts) };
}

/**
 * A stretch of pixels is encoded as one number, start times this plus length, so that sorting needs no
 * objects.
 */
const LENGTHS = 2 ** 27;

/** Merges stretches that touch or overlap; the input is ascending. */
function merged(stretches: Iterable<number>): number[] {
  const runs: number[] = [];
  let reached = -1;
  for (const stretch of stretches) {
    const start = Math.floor(stretch / LENGTHS);
    const end = start + (stretch % LENGTHS);
    if (runs.length > 0 && start <= reached) {
      if (end > reached) runs[runs.length - 1] += end - reached;
    } else runs.push(start, end - start);
    reached = Math.max(reached, end);
  }
  return runs;
}

/** Adds the stretches inside a polygon, row by row. */
function addStretches(
  { top, starts, columns: places }: Crossings,
  columns: number,
  stretches: number[],
): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let index = starts[row]; index + 1 < starts[row + 1]; index += 2) {
      const start = Math.max(0, Math.ceil(places[index] - 0.5));
      const end = Math.min(columns, Math.ceil(places[index + 1] - 0.5));
      if (start < end) stretches.push(((top + row) * columns + start) * LENGTHS + end - start);
    }
  }
}

/**
 * Pixels of a cell drawn as polygons: those whose centre is inside any of them, by the even-odd rule. Parts
 * outside the image are cut off. Null if the polygons are too complex to be a cell.
 */
export function polygonRuns(polygons: readonly Polygon[], rows: number, columns: number): Runs | null {
  const stretches: number[] = [];
  for (const polygon of polygons) {
    const crossings = crossingsOf(polygon, rows);
    if (!crossings) return null;
    addStretches(crossings, columns, stretches);
  }
  return Int32Array.from(merged(polygons.length > 1 ? Float64Array.from(stretches).sort() : stretches));
}
