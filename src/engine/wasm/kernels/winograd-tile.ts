import { VECTOR_BYTES, zero } from "./vectors";
import {
  GRADIENT_POSITION_BYTES,
  inputColumn,
  inputGradientRow,
  inputRow,
  outputGradientColumn,
  outputGradientRow,
  POSITION_BYTES,
  POSITIONS,
  ROW_BYTES,
  SIDE,
} from "./winograd-lines";

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
export function transformInput(
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
  let x = inside ? image + (<usize>top * columns + left) * stride : copy;
  for (let vector: u32 = 0; vector < vectors; vector++) {
    if (!inside) copySquare(copy, image + vector * VECTOR_BYTES, stride, rows, columns, top, left, SIDE);
    let from = x;
    for (let column: usize = 0; column < ROW_BYTES; column += VECTOR_BYTES, from += columnStep) {
      inputColumn(from, scratch + column, rowStep);
    }
    let target = to;
    if (forGradient) {
      for (let row: usize = 0; row < TILE_BYTES; row += ROW_BYTES, target += SIDE * GRADIENT_POSITION_BYTES) {
        inputGradientRow(scratch + row, target);
      }
      to += VECTOR_BYTES;
    } else {
      for (let row: usize = 0; row < TILE_BYTES; row += ROW_BYTES, target += SIDE * POSITION_BYTES) {
        inputRow(scratch + row, target);
      }
      to += POSITIONS * POSITION_BYTES;
    }
    if (inside) x += VECTOR_BYTES;
  }
}

/**
 * Transforms one vector of the gradients of a tile's outputs, at row `top` and column `left`, for a 3x3 kernel. The
 * value of a position is at `to + position * GRADIENT_POSITION_BYTES`. `scratch` has room for two tiles.
 */
export function transformOutputGradient(
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
  const rowStep = inside ? columns * stride : ROW_BYTES;
  const columnStep = inside ? stride : VECTOR_BYTES;
  let from = scratch + TILE_BYTES;
  if (inside) from = image + (<usize>top * columns + left) * stride;
  else copySquare(from, image, stride, rows, columns, top, left, side);
  for (let column: usize = 0; column < side * VECTOR_BYTES; column += VECTOR_BYTES, from += columnStep) {
    outputGradientColumn(from, scratch + column, rowStep);
  }
  for (let row: usize = 0; row < TILE_BYTES; row += ROW_BYTES, to += SIDE * GRADIENT_POSITION_BYTES) {
    outputGradientRow(scratch + row, to);
  }
}
