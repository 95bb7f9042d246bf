import type { Size } from "../raster/plane.ts";

/** The solver ends when no pixel's equation is off by more than this, in px, or after so many V-cycles. */
const LARGEST_REMAINDER = 1e-4;
const MOST_CYCLES = 20;
/** Gauss-Seidel sweeps before and after a correction. */
const SWEEPS = 2;
/** Sides up to which a grid is relaxed without a coarser one, and the sweeps there. */
const COARSEST_SIDE = 4;
const COARSEST_SWEEPS = 12;

/** The equation (hold + neighbours) x - sum of the neighbours' x = source, for each pixel `[row, column]`. */
interface Grid extends Size {
  readonly hold: number;
  readonly source: Float32Array;
  readonly x: Float32Array;
}

/** Source minus the left side of the equation at a pixel. */
function remainderAt({ rows, columns, hold, source, x }: Grid, row: number, column: number): number {
  const pixel = row * columns + column;
  let rest = source[pixel] - hold * x[pixel];
  if (row > 0) rest += x[pixel - columns] - x[pixel];
  if (row < rows - 1) rest += x[pixel + columns] - x[pixel];
  if (column > 0) rest += x[pixel - 1] - x[pixel];
  if (column < columns - 1) rest += x[pixel + 1] - x[pixel];
  return rest;
}

/** Solves the equation of one pixel after another, `sweeps` times. In place. */
function relax(grid: Grid, sweeps: number): void {
  const { rows, columns, hold, x } = grid;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let row = 0; row < rows; row++) {
      const above = Number(row > 0) + Number(row < rows - 1);
      for (let column = 0; column < columns; column++) {
        const neighbours = above + Number(column > 0) + Number(column < columns - 1);
        x[row * columns + column] += remainderAt(grid, row, column) / (hold + neighbours);
      }
    }
  }
}

/** The equation for the error on pixels twice as wide, the last of an odd side reaching beyond it. */
function coarser(grid: Grid): Grid {
  const [rows, columns] = [Math.ceil(grid.rows / 2), Math.ceil(grid.columns / 2)];
  const source = new Float32Array(rows * columns);
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      source[(row >> 1) * columns + (column >> 1)] += remainderAt(grid, row, column);
    }
  }
  return { rows, columns, hold: 4 * grid.hold, source, x: new Float32Array(rows * columns) };
}

/** Adds the error found on the coarser grid, interpolated bilinearly between its pixels. In place. */
function correct(grid: Grid, error: Grid): void {
  const near = (place: number) => place >> 1;
  const far = (place: number, count: number) =>
    Math.min(count - 1, Math.max(0, (place >> 1) + (place % 2 === 0 ? -1 : 1)));
  for (let row = 0; row < grid.rows; row++) {
    const [own, other] = [near(row), far(row, error.rows)].map((at) => at * error.columns);
    for (let column = 0; column < grid.columns; column++) {
      const [here, there] = [near(column), far(column, error.columns)];
      grid.x[row * grid.columns + column] +=
        (9 * error.x[own + here] +
          3 * error.x[own + there] +
          3 * error.x[other + here] +
          error.x[other + there]) /
        16;
    }
  }
}

/** A multigrid V-cycle. In place. */
function cycle(grid: Grid): void {
  if (Math.max(grid.rows, grid.columns) <= COARSEST_SIDE) {
    relax(grid, COARSEST_SWEEPS);
    return;
  }
  relax(grid, SWEEPS);
  const error = coarser(grid);
  cycle(error);
  correct(grid, error);
  relax(grid, SWEEPS);
}

function isSolved(grid: Grid): boolean {
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      if (Math.abs(remainderAt(grid, row, column)) > LARGEST_REMAINDER) return false;
    }
  }
  return true;
}

/**
 * The depth in px whose gradient is closest to the vectors, held near known depths: the minimum over G of
 *
 *     sum((G_q - G_p - v_pq)^2) + sum((G_p - depth_p)^2) / reach^2
 *
 * over neighbouring pixels p, q (v_pq: mean of their vectors along the step from p to q) and over all pixels. It
 * solves the screened Poisson equation (1 / reach^2 - laplacian) G = depth / reach^2 - div v with free edges, by
 * multigrid. Errors of single vectors and depths average out within `reach` px.
 * @param depth `[row, column]` in px
 * @param vectors `[row, column, component]`, gradient of the depth: 0 along rows (down), 1 along columns (right)
 */
export function integratedDepth(
  { rows, columns }: Size,
  depth: Float32Array,
  vectors: Float32Array,
  reach: number,
): Float32Array {
  const hold = 1 / (reach * reach);
  const source = depth.map((value) => hold * value);
  const step = (p: number, q: number, component: number) => {
    const rise = (vectors[2 * p + component] + vectors[2 * q + component]) / 2;
    source[p] -= rise;
    source[q] += rise;
  };
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      if (row < rows - 1) step(pixel, pixel + columns, 0);
      if (column < columns - 1) step(pixel, pixel + 1, 1);
    }
  }
  const grid: Grid = { rows, columns, hold, source, x: depth.slice() };
  for (let done = 0; done < MOST_CYCLES && !isSolved(grid); done++) cycle(grid);
  return grid.x;
}
