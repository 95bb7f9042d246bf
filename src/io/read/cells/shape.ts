import { polygonRuns } from "../../../core/dataset/runs/polygon-runs.ts";
import { eachRowStretch } from "../../../core/dataset/runs/row-stretches.ts";
import { type Runs, runsOfMask } from "../../../core/dataset/runs/run-length.ts";

/** A shape that an annotation tool drew: what it is called, and which pixels it has in an image of a size in px. */
export interface Shape {
  readonly name: string;
  /** Whether it can be a cell; boxes, lines and points are only named. */
  readonly isCell: boolean;
  draw(rows: number, columns: number): Runs;
  /** Text that is equal where the shape is. */
  content(): string;
}

const NO_PIXELS: Runs = new Int32Array(0);

/** Corners that stand for an ellipse: the error is below a hundredth of a pixel for cells of 100 px. */
const ELLIPSE_CORNERS = 720;

/** Coordinates of three corners, below which nothing is inside. */
const LEAST_LENGTH = 6;

/** Columns and rows of corners in turn. */
export type Ring = readonly number[];

/** A shape that is no cell; `what` says what it is, as `a box`. It has no pixels, so notes name it later on. */
export function noCell(name: string, what: string): Shape {
  return { name: `${name} (${what})`, isCell: false, draw: () => NO_PIXELS, content: () => what };
}

/**
 * One path around several rings with the same inside by the rule of odd numbers: the bridges between rings are walked
 * twice and cancel.
 */
function joined(rings: readonly Ring[]): number[] {
  const [outer, ...holes] = rings;
  const start = outer.slice(0, 2);
  return [...outer, ...start, ...holes.flatMap((hole) => [...hole, ...hole.slice(0, 2), ...start])];
}

/**
 * A cell of several parts, each an outline with its holes; a pixel belongs when its middle lies inside a part and in none
 * of its holes. Columns and rows count from the image's upper left corner, in px.
 */
export function outlined(name: string, parts: readonly (readonly Ring[])[]): Shape {
  // A hole must not take the place of an outline that has too few corners.
  const drawn = parts
    .filter((rings) => rings.length > 0 && rings[0].length >= LEAST_LENGTH)
    .map((rings) => rings.filter(({ length }) => length >= LEAST_LENGTH));
  return {
    name,
    isCell: true,
    draw: (rows, columns) => polygonRuns(drawn.map(joined), rows, columns) ?? NO_PIXELS,
    content: () => JSON.stringify(drawn),
  };
}

/** Corners of an ellipse in turn. */
function ellipseRing(
  centre: readonly [x: number, y: number],
  radii: readonly [x: number, y: number],
  degrees: number,
): Ring {
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return Array.from({ length: ELLIPSE_CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / ELLIPSE_CORNERS;
    const [along, across] = [radii[0] * Math.cos(angle), radii[1] * Math.sin(angle)];
    return [centre[0] + along * cos - across * sin, centre[1] + along * sin + across * cos];
  }).flat();
}

/** An ellipse by its centre and half axes in px, turned by an angle in degrees. */
export function ellipse(
  name: string,
  centre: readonly [x: number, y: number],
  radii: readonly [x: number, y: number],
  degrees = 0,
): Shape {
  // Corners are made when they are drawn: a file may hold more ellipses than memory holds their corners.
  return {
    name,
    isCell: true,
    draw: (rows, columns) => polygonRuns([ellipseRing(centre, radii, degrees)], rows, columns) ?? NO_PIXELS,
    content: () => `${centre} ${radii} ${degrees}`,
  };
}

/** A mask of a part of the image: 1 in the cell, its first pixel at a row and column of the image. */
export function masked(
  name: string,
  mask: { readonly columns: number; readonly data: Uint8Array },
  top: number,
  left: number,
): Shape {
  // Only runs are kept: a mask as large as its image, once for each cell, would fill the memory.
  return maskedByRuns(name, { columns: mask.columns, runs: runsOfMask(mask.data) }, top, left);
}

/** A mask of a part of the image by its runs along the rows of a box of some columns, placed as `masked` does. */
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

/** Runs of a box of some width as runs of the image that it lies in; what lies beyond the image is cut off. */
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
