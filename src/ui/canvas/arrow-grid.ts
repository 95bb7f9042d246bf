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
  /** The middle of its pixel, continuous: pixel (r, c) covers r..r+1 and c..c+1. */
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
const NEAREST = 14;

/**
 * Side in px of the blocks that get one arrow each: the smallest power of two at which arrows are far enough
 * apart.
 * @param scale CSS px per image px
 */
export function arrowStep(scale: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(NEAREST / scale)));
}

/** Whether a pixel has a direction; values that are not numbers are none. */
function hasDirection({ uvec0, uvec1, valid }: VectorField, pixel: number): boolean {
  return valid[pixel] > 0 && Math.hypot(uvec0[pixel], uvec1[pixel]) > 0;
}

/** The arrow of a block: the vector of that pixel with a direction which is nearest to its middle, or null. */
function arrowOf(field: VectorField, top: number, left: number, step: number): Arrow | null {
  const { rows, columns, uvec0, uvec1 } = field;
  const middle = { row: top + (step - 1) / 2, column: left + (step - 1) / 2 };
  let nearest = Number.POSITIVE_INFINITY;
  let pixel = -1;
  for (let row = top; row < Math.min(top + step, rows); row++) {
    for (let column = left; column < Math.min(left + step, columns); column++) {
      const distance = (row - middle.row) ** 2 + (column - middle.column) ** 2;
      const at = row * columns + column;
      if (distance >= nearest || !hasDirection(field, at)) continue;
      nearest = distance;
      pixel = at;
    }
  }
  if (pixel < 0) return null;
  const length = Math.hypot(uvec0[pixel], uvec1[pixel]);
  return {
    row: Math.floor(pixel / columns) + 0.5,
    column: (pixel % columns) + 0.5,
    down: uvec0[pixel] / length,
    right: uvec1[pixel] / length,
  };
}

/**
 * One arrow per block of `step` by `step` px that has a direction: the vector of one of its pixels, never a mean,
 * which would vanish where the vectors of a thin cell point to both sides. Blocks are counted from the image's upper
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
