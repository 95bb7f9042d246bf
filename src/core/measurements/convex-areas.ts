import type { RowExtents } from "./row-extents.ts";

/**
 * The left side of a convex hull, from top to bottom: points in half pixels, so that all coordinates are
 * integers.
 */
interface Side {
  readonly ys: number[];
  readonly xs: number[];
}

/** Adds a point below the others, and removes those that are no longer on the hull. */
function addPoint({ ys, xs }: Side, y: number, x: number): void {
  if (ys.at(-1) === y) {
    if ((xs.at(-1) ?? x) <= x) return;
    ys.pop();
    xs.pop();
  }
  while (ys.length > 1) {
    const [last, before] = [ys.length - 1, ys.length - 2];
    const turn = (xs[last] - xs[before]) * (y - ys[before]) - (x - xs[before]) * (ys[last] - ys[before]);
    if (turn < 0) break;
    ys.pop();
    xs.pop();
  }
  ys.push(y);
  xs.push(x);
}

/**
 * The left side of a cell's hull. Each pixel is the four midpoints of its edges; `left` gives the first column
 * of an entry.
 */
function sideOf(rows: Int32Array, from: number, end: number, left: (entry: number) => number): Side {
  const side: Side = { ys: [], xs: [] };
  for (let entry = from; entry < end; entry++) {
    const [y, x] = [2 * rows[entry], 2 * left(entry)];
    addPoint(side, y - 1, x);
    addPoint(side, y, x - 1);
    addPoint(side, y + 1, x);
  }
  return side;
}

/** The first column inside the hull in each row between the first and the last one of a side. */
function* firstColumns({ ys, xs }: Side): Generator<number> {
  let edge = 0;
  for (let y = ys[0] + 1; y <= ys[ys.length - 1]; y += 2) {
    while (ys[edge + 1] < y) edge++;
    const height = ys[edge + 1] - ys[edge];
    const x = xs[edge] * height + (xs[edge + 1] - xs[edge]) * (y - ys[edge]);
    yield Math.ceil(x / (2 * height));
  }
}

/**
 * Area of each cell's convex hull in px: the pixels whose centres are inside or on the smallest convex polygon
 * around the midpoints of its pixels' edges. As `area_convex` of scikit-image's `regionprops`, which is
 * `convex_hull_image` with offset coordinates, but in exact integers.
 */
export function convexAreasOf({ starts, rows, lefts, rights }: RowExtents): Float64Array {
  const areas = new Float64Array(starts.length - 1);
  for (let cell = 0; cell < areas.length; cell++) {
    const [from, end] = [starts[cell], starts[cell + 1]];
    const left = firstColumns(sideOf(rows, from, end, (entry) => lefts[entry]));
    // The right side is the left one of the mirrored cell.
    const right = firstColumns(sideOf(rows, from, end, (entry) => -rights[entry]));
    for (const first of left) areas[cell] += 1 - first - (right.next().value ?? 0);
  }
  return areas;
}
