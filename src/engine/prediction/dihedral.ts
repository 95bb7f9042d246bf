import type { NumberArray } from "../../nets/weights.ts";

/** A rotation or mirror image: optional flips of rows and columns, then an optional transpose. */
export interface Turn {
  readonly flipRows: boolean;
  readonly flipColumns: boolean;
  readonly transpose: boolean;
}

/** The eight rotations and mirror images that preserve the pixel grid, the identity first. */
export const TURNS: readonly Turn[] = [false, true].flatMap((transpose) =>
  [false, true].flatMap((flipRows) =>
    [false, true].map((flipColumns) => ({ flipRows, flipColumns, transpose })),
  ),
);

/** Rows and columns of an image of this size after the transform. */
function turnedSize(rows: number, columns: number, { transpose }: Turn): readonly [number, number] {
  return transpose ? [columns, rows] : [rows, columns];
}

/**
 * Visits every pixel of an upright image together with its index in the transformed one; both indices are
 * row-major.
 */
function eachPixel(
  [rows, columns]: readonly [number, number],
  turn: Turn,
  visit: (upright: number, turned: number) => void,
): void {
  const [, turnedColumns] = turnedSize(rows, columns, turn);
  for (let row = 0; row < rows; row++) {
    const down = turn.flipRows ? rows - 1 - row : row;
    for (let column = 0; column < columns; column++) {
      const right = turn.flipColumns ? columns - 1 - column : column;
      const turned = turn.transpose ? right * turnedColumns + down : down * turnedColumns + right;
      visit(row * columns + column, turned);
    }
  }
}

/**
 * Content of an image: values that only move with their pixels, or unit vectors (rows, columns) that also
 * rotate.
 */
export type Meaning = "values" | "vectors";

/** Maps the components of an upright vector to those of the transformed one: sign and index. */
function componentsOf({ flipRows, flipColumns, transpose }: Turn) {
  const [down, right] = [flipRows ? -1 : 1, flipColumns ? -1 : 1];
  return { down, right, places: transpose ? ([1, 0] as const) : ([0, 1] as const) };
}

/**
 * Transforms an image `[1, row, column, channel]`. Unit vectors are moved to their pixel's new position and
 * their components are transformed like the image.
 */
export function turned({ shape, data }: NumberArray, turn: Turn, meaning: Meaning): NumberArray {
  const [batch, rows, columns, channels] = shape;
  const into = new Float32Array(data.length);
  const { down, right, places } = componentsOf(turn);
  eachPixel([rows, columns], turn, (from, to) => {
    if (meaning === "vectors") {
      into[2 * to + places[0]] = down * data[2 * from];
      into[2 * to + places[1]] = right * data[2 * from + 1];
      return;
    }
    for (let channel = 0; channel < channels; channel++) {
      into[to * channels + channel] = data[from * channels + channel];
    }
  });
  return { shape: [batch, ...turnedSize(rows, columns, turn), channels], data: into };
}

/** Inverse of `turned`. */
export function turnedBack({ shape, data }: NumberArray, turn: Turn, meaning: Meaning): NumberArray {
  const [batch, turnedRows, turnedColumns, channels] = shape;
  const upright = turnedSize(turnedRows, turnedColumns, turn);
  const into = new Float32Array(data.length);
  const { down, right, places } = componentsOf(turn);
  eachPixel(upright, turn, (to, from) => {
    if (meaning === "vectors") {
      into[2 * to] = down * data[2 * from + places[0]];
      into[2 * to + 1] = right * data[2 * from + places[1]];
      return;
    }
    for (let channel = 0; channel < channels; channel++) {
      into[to * channels + channel] = data[from * channels + channel];
    }
  });
  return { shape: [batch, ...upright, channels], data: into };
}
