import type { CropStart } from "./crop-start.ts";
import type { LinearMap } from "./linear-map.ts";

/** A point in image px, continuous: pixel (r, c) covers r..r+1 and c..c+1. */
export type Corner = readonly [row: number, column: number];

/**
 * The outline of a crop in its source image: the corners that became the upper left, upper right, lower right
 * and lower left corner of the crop.
 */
export type CropFrame = readonly [Corner, Corner, Corner, Corner];

/** The frame of a square crop of `side` px, without its elastic displacement. */
export function cropFrame(side: number, start: CropStart, map: LinearMap): CropFrame {
  const half = side / 2;
  const corner = (down: number, right: number): Corner => [
    map.rowFromRow * down + map.rowFromColumn * right + half + start.row,
    map.columnFromRow * down + map.columnFromColumn * right + half + start.column,
  ];
  return [corner(-half, -half), corner(-half, half), corner(half, half), corner(half, -half)];
}
