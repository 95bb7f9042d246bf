/** Unit vectors of an image as planes `[row, column]`. */
export interface VectorField {
  readonly rows: number;
  readonly columns: number;
  /** Component 0, down the rows. */
  readonly uvec0: Float32Array;
  /** Component 1, along the columns. */
  readonly uvec1: Float32Array;
  /** 0 where there is no vector, e.g. on background. */
  readonly valid: ArrayLike<number>;
}

/** An arrow in image px. */
export interface Arrow {
  /** Place of the arrow, continuous: pixel (r, c) covers r..r+1 and c..c+1. */
  readonly row: number;
  readonly column: number;
  /** Direction of unit length: down the rows, along the columns. */
  readonly down: number;
  readonly right: number;
}

/** A range of blocks of the grid, in blocks; ends are exclusive. */
export interface BlockRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Smallest distance between two arrows, CSS px; doubling the step makes it up to twice as large. */
const NEAREST = 12;

/**
 * Smallest length of a block's mean vector that is drawn: 1 if all its vectors agree, 0 if they cancel. On
 * the ridge of a cell and between two cells there is no one direction to show.
 */
const SMALLEST_MEAN = 0.5;

/**
 * Side in px of the blocks that get one arrow each: the smallest power of two at which arrows are far enough
 * apart.
 * @param scale CSS px per image px
 */
export function arrowStep(scale: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(NEAREST / scale)));
}

/** The arrow of a block: the mean direction of its vectors, in the middle of their pixels; null if none. */
function arrowOf(field: VectorField, top: number, left: number, step: number): Arrow | null {
  const { rows, columns, uvec0, uvec1, valid } = field;
  let [down, right, row, column, count] = [0, 0, 0, 0, 0];
  for (let r = top; r < Math.min(top + step, rows); r++) {
    for (let c = left; c < Math.min(left + step, columns); c++) {
      const pixel = r * columns + c;
      if (!(valid[pixel] > 0)) continue;
      down += uvec0[pixel];
      right += uvec1[pixel];
      row += r;
      column += c;
      count += 1;
    }
  }
  const length = Math.hypot(down, right);
  // Also refuses NaN.
  if (!(length > 0 && length >= SMALLEST_MEAN * count)) return null;
  return {
    row: row / count + 0.5,
    column: column / count + 0.5,
    down: down / length,
    right: right / length,
  };
}

/**
 * One arrow per block of `step` by `step` px that has a direction. Blocks are counted from the image's upper
 * left corner: arrows stay on their pixels when the view moves.
 */
export function arrowGrid(field: VectorField, step: number, range: BlockRange): Arrow[] {
  const arrows: Arrow[] = [];
  const bottom = Math.min(range.bottom, Math.ceil(field.rows / step));
  const right = Math.min(range.right, Math.ceil(field.columns / step));
  for (let row = Math.max(0, range.top); row < bottom; row++) {
    for (let column = Math.max(0, range.left); column < right; column++) {
      const arrow = arrowOf(field, row * step, column * step, step);
      if (arrow) arrows.push(arrow);
    }
  }
  return arrows;
}
