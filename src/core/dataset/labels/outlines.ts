import { type Components, labelComponents } from "../../raster/label-components.ts";
import type { Labels } from "../../raster/plane.ts";

/**
 * Fraction of pixels whose neighbours all have the same id: 0 in lines of one or two pixels, up to 0.23 in
 * lines of three, at least 0.53 in the smallest real nuclei.
 */
const MAX_INNER_FRACTION = 0.3;

/** A connected component encloses a hole if it makes up at least this fraction of the hole's rim. */
const MIN_RIM_FRACTION = 2 / 3;

/**
 * Background enclosed by a line, as a fraction of the line's own pixels; lines of two pixels around the
 * smallest nuclei: 0.46.
 */
const MIN_ENCLOSED = 0.3;

/** Fraction of all pixels that must be in such lines; lines around cells cut by the image border are open. */
const MIN_OUTLINE_FRACTION = 1 / 3;

/**
 * Fraction of the pixels whose eight neighbours have the same id; positions outside the image count as the
 * same id.
 */
function innerFraction({ rows, columns, data }: Labels): number {
  let drawn = 0;
  let inner = 0;
  for (let row = 0, pixel = 0; row < rows; row++) {
    const [top, bottom] = [row > 0 ? -columns : 0, row + 1 < rows ? columns : 0];
    for (let column = 0; column < columns; column++, pixel++) {
      const id = data[pixel];
      if (id <= 0) continue;
      drawn += 1;
      const [left, right] = [column > 0 ? -1 : 0, column + 1 < columns ? 1 : 0];
      if (
        data[pixel + top] === id &&
        data[pixel + bottom] === id &&
        data[pixel + left] === id &&
        data[pixel + right] === id &&
        data[pixel + top + left] === id &&
        data[pixel + top + right] === id &&
        data[pixel + bottom + left] === id &&
        data[pixel + bottom + right] === id
      ) {
        inner += 1;
      }
    }
  }
  return drawn === 0 ? 1 : inner / drawn;
}

/** Whether labels are thin lines, at most about three pixels wide. */
export function areThin(labels: Labels): boolean {
  return innerFraction(labels) <= MAX_INNER_FRACTION;
}

/** Marks the image border in place of a component's number. */
const BORDER = -1;

/** Calls back with the component, or the image border, on each pixel side of each background region. */
function walkRims(holes: Labels, components: Labels, touch: (hole: number, component: number) => void): void {
  const { rows, columns } = components;
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      const hole = holes.data[pixel];
      if (hole === 0) continue;
      touch(hole - 1, row > 0 ? components.data[pixel - columns] : BORDER);
      touch(hole - 1, row + 1 < rows ? components.data[pixel + columns] : BORDER);
      touch(hole - 1, column > 0 ? components.data[pixel - 1] : BORDER);
      touch(hole - 1, column + 1 < columns ? components.data[pixel + 1] : BORDER);
    }
  }
}

/** The component that may make up more than half of each hole's rim (majority vote of Boyer and Moore). */
function likelyCells(holes: Components, components: Labels): Int32Array {
  const likely = new Int32Array(holes.count);
  const votes = new Int32Array(holes.count);
  walkRims(holes.labels, components, (hole, component) => {
    if (component === 0) return;
    if (votes[hole] === 0) likely[hole] = component;
    votes[hole] += likely[hole] === component ? 1 : -1;
  });
  return likely;
}

/** Number of background pixels enclosed by each component. */
function enclosedBy(labels: Labels, components: Components): Int32Array {
  const holes = labelComponents({ ...labels, data: labels.data.map((id) => (id <= 0 ? 1 : 0)) }, 4);
  const likely = likelyCells(holes, components.labels);
  const rim = new Int32Array(holes.count);
  const own = new Int32Array(holes.count);
  const open = new Uint8Array(holes.count);
  walkRims(holes.labels, components.labels, (hole, component) => {
    if (component === BORDER) open[hole] = 1;
    if (component > 0) rim[hole] += 1;
    if (component === likely[hole]) own[hole] += 1;
  });
  const enclosed = new Int32Array(components.count);
  holes.areas.forEach((area, hole) => {
    if (open[hole] === 0 && own[hole] >= MIN_RIM_FRACTION * rim[hole]) enclosed[likely[hole] - 1] += area;
  });
  return enclosed;
}

/**
 * Distinguishes closed lines around cells from cells: nearly all their pixels are thin, and many of them are
 * in components that enclose background. Thin cells are open lines and enclose nothing, and holes in cells
 * are small.
 *
 * @param components The 8-connected components of the labels.
 */
export function areOutlines(labels: Labels, components: Components): boolean {
  if (!areThin(labels)) return false;
  const enclosed = enclosedBy(labels, components);
  let drawn = 0;
  let outlines = 0;
  components.areas.forEach((area, component) => {
    drawn += area;
    if (enclosed[component] >= MIN_ENCLOSED * area) outlines += area;
  });
  return outlines >= MIN_OUTLINE_FRACTION * drawn;
}
