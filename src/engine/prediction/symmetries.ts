import type { NumberArray } from "../../nets/weights.ts";

/** A rotation or mirror image: optional flips of rows and columns, then an optional transpose. */
export interface Symmetry {
  readonly flipRows: boolean;
  readonly flipColumns: boolean;
  readonly transpose: boolean;
}

/** The eight rotations and mirror images that preserve the pixel grid, the identity first. */
export const SYMMETRIES: readonly Symmetry[] = [false, true].flatMap((transpose) =>
  [false, true].flatMap((flipRows) =>
    [false, true].map((flipColumns) => ({ flipRows, flipColumns, transpose })),
  ),
);

/** Rows and columns of an image of this size after the transform. */
function transformedSize(rows: number, columns: number, { transpose }: Symmetry): readonly [number, number] {
  return transpose ? [columns, rows] : [rows, columns];
}

/**
 * Visits every pixel of an upright image together with its index in the transformed one; both indices are
 * row-major.
 */
function eachPixel(
  [rows, columns]: readonly [number, number],
  symmetry: Symmetry,
  visit: (upright: number, transformed: number) => void,
): void {
  const [, transformedColumns] = transformedSize(rows, columns, symmetry);
  for (let row = 0; row < rows; row++) {
    const down = symmetry.flipRows ? rows - 1 - row : row;
    for (let column = 0; column < columns; column++) {
      const right = symmetry.flipColumns ? columns - 1 - column : column;
      const transformed = symmetry.transpose
        ? right * transformedColumns + down
        : down * transformedColumns + right;
      visit(row * columns + column, transformed);
    }
  }
}

/**
 * Content of an image: values that only move with their pixels, vectors (rows, columns) that also rotate, or
 * values with such a vector at two channels.
 */
export type Meaning = "values" | "vectors" | { readonly vectorsAt: number };

/** First channel of the vectors; null without. */
function vectorChannel(meaning: Meaning): number | null {
  if (meaning === "values") return null;
  return meaning === "vectors" ? 0 : meaning.vectorsAt;
}

/** Maps the components of an upright vector to those of the transformed one: sign and index. */
function componentsOf({ flipRows, flipColumns, transpose }: Symmetry) {
  const [down, right] = [flipRows ? -1 : 1, flipColumns ? -1 : 1];
  return { down, right, indices: transpose ? ([1, 0] as const) : ([0, 1] as const) };
}

/**
 * Transforms an image `[1, row, column, channel]`. Unit vectors are moved to their pixel's new position and
 * their components are transformed like the image.
 */
export function applySymmetry(
  { shape, data }: NumberArray,
  symmetry: Symmetry,
  meaning: Meaning,
): NumberArray {
  const [batch, rows, columns, channels] = shape;
  const into = new Float32Array(data.length);
  const { down, right, indices } = componentsOf(symmetry);
  const vectors = vectorChannel(meaning);
  eachPixel([rows, columns], symmetry, (from, to) => {
    for (let channel = 0; channel < channels; channel++) {
      into[to * channels + channel] = data[from * channels + channel];
    }
    if (vectors === null) return;
    const [source, target] = [from * channels + vectors, to * channels + vectors];
    into[target + indices[0]] = down * data[source];
    into[target + indices[1]] = right * data[source + 1];
  });
  return { shape: [batch, ...transformedSize(rows, columns, symmetry), channels], data: into };
}

/** Inverse of `applySymmetry`. */
export function undoSymmetry(
  { shape, data }: NumberArray,
  symmetry: Symmetry,
  meaning: Meaning,
): NumberArray {
  const [batch, transformedRows, transformedColumns, channels] = shape;
  const upright = transformedSize(transformedRows, transformedColumns, symmetry);
  const into = new Float32Array(data.length);
  const { down, right, indices } = componentsOf(symmetry);
  const vectors = vectorChannel(meaning);
  eachPixel(upright, symmetry, (to, from) => {
    for (let channel = 0; channel < channels; channel++) {
      into[to * channels + channel] = data[from * channels + channel];
    }
    if (vectors === null) return;
    const [source, target] = [from * channels + vectors, to * channels + vectors];
    into[target] = down * data[source + indices[0]];
    into[target + 1] = right * data[source + indices[1]];
  });
  return { shape: [batch, ...upright, channels], data: into };
}
