import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { componentsOf } from "./components-of.ts";
import { dilateLabels } from "./dilate-labels.ts";
import { keepLeftovers } from "./keep-leftovers.ts";
import type { InstanceParameters } from "./parameters.ts";

/** Stray pixels that end on no ridge are assigned to an adjacent cell within this distance in px. */
const FILLED_GAP = 2;

/**
 * Bilinear interpolation of one component of vectors `[pixel, component]` between pixel centres.
 * @param from index of the component at the pixel above and to the left
 */
function between(vectors: Float32Array, columns: number, from: number, down: number, right: number): number {
  const below = down > 0 ? from + 2 * columns : from;
  const beside = right > 0 ? 2 : 0;
  const upper = vectors[from] + (vectors[from + beside] - vectors[from]) * right;
  const lower = vectors[below] + (vectors[below + beside] - vectors[below]) * right;
  return upper + (lower - upper) * down;
}

function clamp(value: number, high: number): number {
  return Math.min(high, Math.max(0, value));
}

/**
 * End point of each pixel of the mask after following the field, as the row-major index of the nearest pixel;
 * -1 outside the mask. Each step follows the interpolated vector; its length is that of the previous step
 * times `damping`. The unit vectors on both sides of a ridge point at each other: without damping, a pixel
 * would oscillate across it forever.
 */
function endsOfPaths(field: CellField, parameters: InstanceParameters["follow"]): Int32Array {
  const { rows, columns, mask, unitVectors } = field;
  const strides = Array.from(
    { length: parameters.steps },
    (_, step) => parameters.stride * parameters.damping ** step,
  );
  const ends = new Int32Array(mask.length).fill(-1);
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (!(mask[pixel] > 0)) continue;
    let row = Math.floor(pixel / columns);
    let column = pixel - row * columns;
    for (const stride of strides) {
      const [top, left] = [Math.floor(row), Math.floor(column)];
      const from = 2 * (top * columns + left);
      const down = stride * between(unitVectors, columns, from, row - top, column - left);
      const right = stride * between(unitVectors, columns, from + 1, row - top, column - left);
      row = clamp(row + down, rows - 1);
      column = clamp(column + right, columns - 1);
    }
    ends[pixel] = Math.round(row) * columns + Math.round(column);
  }
  return ends;
}

/**
 * Cells by following the field, as in Cellpose (Stringer et al. 2021), but damped: a cell's pixels gather on
 * its ridge, which is a line and not a point. Ridges are the pixels where at least `minimumCount` paths end,
 * joined over small gaps; a pixel belongs to the ridge at the end of its path.
 */
export function followField(field: CellField, parameters: InstanceParameters["follow"]): Labels {
  const { rows, columns, mask } = field;
  const { minimumCount, gapRadius, neighbours, minimum, leftovers } = parameters;
  const ends = endsOfPaths(field, parameters);
  const gathered = new Int32Array(mask.length);
  for (const end of ends) if (end >= 0) gathered[end] += 1;
  const crowded = { rows, columns, data: gathered.map((count) => (count >= minimumCount ? 1 : 0)) };
  const ridges = componentsOf(dilateLabels(crowded, mask, gapRadius), { neighbours, minimum: 0 });
  const owners = ends.map((end) => (end >= 0 ? ridges.data[end] : 0));
  const cells = componentsOf({ rows, columns, data: owners }, { neighbours, minimum });
  const filled = dilateLabels(cells, mask, FILLED_GAP);
  return leftovers ? keepLeftovers(filled, mask, parameters) : filled;
}
