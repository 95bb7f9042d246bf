import { VECTOR_BYTES, zero } from "./vectors";
import {
  POSITION_BYTES,
  POSITIONS,
  ROW_BYTES,
  SIDE,
  transformGradientInput,
  transformInput,
  transformOutputGradient,
} from "./winograd-transforms";

/** Bytes of a tile of one vector. */
export const TILE_BYTES: usize = SIDE * ROW_BYTES;

/** Outputs per side of a tile for a kernel of `size` 3 or 5. */
// @inline
export function outputsFor(size: u32): u32 {
  return SIDE + 1 - size;
}

/** Whether a square of pixels, whose first is at row `top` and column `left`, is inside an image. */
// @inline
function isInside(rows: u32, columns: u32, top: i32, left: i32, side: i32): bool {
  return top >= 0 && left >= 0 && top + side <= <i32>rows && left + side <= <i32>columns;
}

/** Copies one vector of a square to rows of six, with zeros outside the image. */
function copySquare(
  to: usize,
  image: usize,
  stride: usize,
  rows: u32,
  columns: u32,
  top: i32,
  left: i32,
  side: i32,
): void {
  for (let row = top; row < top + side; row++, to += ROW_BYTES) {
    let at = to;
    for (let column = left; column < left + side; column++, at += VECTOR_BYTES) {
      const inRange = row >= 0 && row < <i32>rows && column >= 0 && column < <i32>columns;
      v128.store(at, inRange ? v128.load(image + (<usize>row * columns + column) * stride) : zero());
    }
  }
}

/**
 * Transforms the window of an image at row `top` and column `left`, which may be negative. For a convolution, the
 * value of a position and of a vector is at `to + (vector * POSITIONS + position) * POSITION_BYTES`; for a weight
 * gradient, at `to + position * GRADIENT_POSITION_BYTES + vector * VECTOR_BYTES`. `scratch` has room for two tiles.
 */
export function transformWindow(
  image: usize,
  stride: usize,
  rows: u32,
  columns: u32,
  top: i32,
  left: i32,
  vectors: u32,
  to: usize,
  forGradient: bool,
  scratch: usize,
): void {
  const inside = isInside(rows, columns, top, left, SIDE);
  const rowStep = inside ? columns * stride : ROW_BYTES;
  const columnStep = inside ? stride : VECTOR_BYTES;
  const copy = scratch + TILE_BYTES;
  let from = inside ? image + (<usize>top * columns + left) * stride : copy;
  for (let vector: u32 = 0; vector < vectors; vector++) {
    if (!inside) copySquare(copy, image + vector * VECTOR_BYTES, stride, rows, columns, top, left, SIDE);
    if (forGradient) {
      transformGradientInput(from, to, scratch, rowStep, columnStep);
      to += VECTOR_BYTES;
    } else {
      transformInput(from, to, scratch, rowStep, columnStep);
      to += POSITIONS * POSITION_BYTES;
    }
    if (inside) from += VECTOR_BYTES;
  }
}

/**
 * Transforms one vector of the gradients of a tile's outputs, at row `top` and column `left`, for a 3x3 kernel. The
 * value of a position is at `to + position * OUTPUT_POSITION_BYTES`. `scratch` has room for two tiles.
 */
export function transformGradient(
  image: usize,
  stride: usize,
  rows: u32,
  columns: u32,
  top: i32,
  left: i32,
  to: usize,
  scratch: usize,
): void {
  const side = outputsFor(3);
  const inside = isInside(rows, columns, top, left, side);
  if (inside) {
    const from = image + (<usize>top * columns + left) * stride;
    transformOutputGradient(from, to, scratch, columns * stride, stride);
    return;
  }
  const copy = scratch + TILE_BYTES;
  copySquare(copy, image, stride, rows, columns, top, left, side);
  transformOutputGradient(copy, to, scratch, ROW_BYTES, VECTOR_BYTES);
}
