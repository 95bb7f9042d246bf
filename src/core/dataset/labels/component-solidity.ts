import type { Components } from "../../raster/label-components.ts";

/** A pixel centre. */
interface Point {
  readonly row: number;
  readonly column: number;
}

/** The first and last pixel of each row of each component, in row order; they determine its convex hull. */
function rowEnds({ labels: { rows, columns, data }, count }: Components): Point[][] {
  const ends: Point[][] = Array.from({ length: count }, () => []);
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      const component = data[pixel];
      if (component === 0) continue;
      const points = ends[component - 1];
      const last = points.at(-1);
      const beforeLast = points.at(-2);
      if (last?.row === row && beforeLast?.row === row) points.pop();
      points.push({ row, column });
    }
  }
  return ends;
}

function orientation(a: Point, b: Point, c: Point): number {
  return (b.row - a.row) * (c.column - a.column) - (b.column - a.column) * (c.row - a.row);
}

function halfHull(points: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of points) {
    while (hull.length > 1 && orientation(hull[hull.length - 2], hull[hull.length - 1], point) <= 0)
      hull.pop();
    hull.push(point);
  }
  hull.pop();
  return hull;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * Number of pixel centres in or on the convex hull of points ordered by row and column: area + boundary / 2 +
 * 1 (Pick 1899).
 */
function pixelsInHull(points: readonly Point[]): number {
  if (points.length === 1) return 1;
  const hull = [...halfHull(points), ...halfHull([...points].reverse())];
  let doubleArea = 0;
  let boundary = 0;
  hull.forEach((from, index) => {
    const to = hull[(index + 1) % hull.length];
    doubleArea += from.row * to.column - to.row * from.column;
    boundary += greatestDivisor(Math.abs(to.row - from.row), Math.abs(to.column - from.column));
  });
  return Math.abs(doubleArea) / 2 + boundary / 2 + 1;
}

/**
 * Solidity (0..1] of each connected component: its pixels divided by the pixel centres in its convex hull
 * (Andrew's monotone chain). Round cells reach at least 0.9; gaps between cells and merged cells are lower.
 */
export function solidityOf(components: Components): Float64Array {
  const ends = rowEnds(components);
  return Float64Array.from(components.areas, (area, component) => area / pixelsInHull(ends[component]));
}
