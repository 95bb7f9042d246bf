import { polygonRuns } from "../../../core/dataset/runs/polygon-runs.ts";
import { eachRowStretch } from "../../../core/dataset/runs/row-stretches.ts";
import { type Runs, runsOfMask } from "../../../core/dataset/runs/run-length.ts";

/** A shape of an annotation tool: its name, and its pixels in an image of a given size in px. */
export interface Shape {
  readonly name: string;
  /** Whether the shape can be a cell; boxes, lines and points are only reported. */
  readonly isCell: boolean;
  draw(rows: number, columns: number): Runs;
  /** Text that is equal for equal shapes. */
  content(): string;
}

const NO_PIXELS: Runs = new Int32Array(0);

/** Number of corners that approximate an ellipse: the error is below 0.01 px for cells of 100 px. */
const ELLIPSE_CORNERS = 720;

/** Number of coordinates of three corners, the minimum that encloses an area. */
const MIN_LENGTH = 6;

/** Alternating columns and rows of the corners. */
export type Ring = readonly number[];

/**
 * A shape that is not a cell; `what` is its type, such as `a box`. It has no pixels and is reported later.
 */
export function noCell(name: string, what: string): Shape {
  return { name: `${name} (${what})`, isCell: false, draw: () => NO_PIXELS, content: () => what };
}

/**
 * A single path around several rings with the same interior by the even-odd rule: the bridges between rings
 * are traversed twice and cancel.
 */
function joined(rings: readonly Ring[]): number[] {
  const [outer, ...holes] = rings;
  const start = outer.slice(0, 2);
  return [...outer, ...start, ...holes.flatMap((hole) => [...hole, ...hole.slice(0, 2), ...start])];
}

/**
 * A cell with several parts, each an outline with its holes. A pixel belongs to the cell if its centre is
 * inside a part and outside all holes of that part. Columns and rows are in px from the image's upper left
 * corner.
 */
export function outlined(name: string, parts: readonly (readonly Ring[])[]): Shape {
  // A hole must not replace an outline with too few corners.
  const drawn = parts
    .filter((rings) => rings.length > 0 && rings[0].length >= MIN_LENGTH)
    .map((rings) => rings.filter(({ length }) => length >= MIN_LENGTH));
  return {
    name,
    isCell: true,
    draw: (rows, columns) => polygonRuns(drawn.map(joined), rows, columns) ?? NO_PIXELS,
    content: () => JSON.stringify(drawn),
  };
}

/** Corners of an ellipse in order. */
function ellipseRing(
  centre: readonly [x: number, y: number],
  radii: readonly [x: number, y: number],
  degrees: number,
): Ring {
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return Array.from({ length: ELLIPSE_CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / ELLIPSE_CORNERS;
    const [along, across] = [radii[0] * Math.cos(angle), radii[1] * Math.sin(angle)];
    return [centre[0] + along * cos - across * sin, centre[1] + along * sin + across * cos];
  }).flat();
}

/** An ellipse by its centre and semi-axes in px and its rotation angle in degrees. */
export function ellipse(
  name: string,
  centre: readonly [x: number, y: number],
  radii: readonly [x: number, y: number],
  degrees = 0,
): Shape {
  // Corners are computed when drawn: a file may contain more ellipses than there is memory for their corners.
  return {
    name,
    isCell: true,
    draw: (rows, columns) => polygonRuns([ellipseRing(centre, radii, degrees)], rows, columns) ?? NO_PIXELS,
    content: () => `${centre} ${radii} ${degrees}`,
  };
}

/** A mask of a part of the image: 1 in the cell, its first pixel at the given row and column of the image. */
export function masked(
  name: string,
  mask: { readonly columns: number; readonly data: Uint8Array },
  top: number,
  left: number,
): Shape {
  // Only runs are kept: a mask of the image size per cell would exhaust the memory.
  return maskedByRuns(name, { columns: mask.columns, runs: runsOfMask(mask.data) }, top, left);
}

/**
 * A mask of a part of the image by its runs along the rows of a box with a given number of columns, placed as
 * by `masked`.
 */
export function maskedByRuns(
  name: string,
  { columns: width, runs }: { readonly columns: number; readonly runs: Runs },
  top: number,
  left: number,
): Shape {
  return {
    name,
    isCell: true,
    draw: (rows, columns) => placedRuns(runs, width, { top, left, rows, columns }),
    content: () => `${top} ${left} ${width} ${runs.join(" ")}`,
  };
}

/** Converts runs of a box into runs of the image; parts beyond the image are cut off. */
function placedRuns(
  runs: Runs,
  width: number,
  { top, left, rows, columns }: { top: number; left: number; rows: number; columns: number },
): Runs {
  const placed: number[] = [];
  // A box may have many more rows than the image.
  const [above, below] = [-top * width, (rows - top) * width];
  eachRowStretch(
    runs,
    width,
    (row, from, to) => {
      const [first, end] = [Math.max(0, left + from), Math.min(columns, left + to)];
      if (top + row >= 0 && top + row < rows && first < end)
        placed.push((top + row) * columns + first, end - first);
    },
    above,
    below,
  );
  return Int32Array.from(placed);
}
