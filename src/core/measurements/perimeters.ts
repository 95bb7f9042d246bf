import { type CellPlane, NO_CELL } from "./cell-plane.ts";

/** Weights of a border pixel by the pattern of its neighbours: a kind per code, 0 for none. */
const KINDS = new Uint8Array(50);
const [STRAIGHT, DIAGONAL, MIXED] = [1, 2, 3];
for (const code of [5, 7, 15, 17, 25, 27]) KINDS[code] = STRAIGHT;
for (const code of [21, 33]) KINDS[code] = DIAGONAL;
for (const code of [13, 23]) KINDS[code] = MIXED;

/** Lengths per kind, px. */
const LENGTHS = [0, 1, Math.SQRT2, (1 + Math.SQRT2) / 2];

/** Codes of the pixel itself, and of a border pixel beside it or at its corner. */
const [OWN, BESIDE, CORNER] = [1, 2, 10];

/** 1 on pixels of a cell with a neighbour, of four, that is not of the cell or is outside the image. */
function borderOf({ rows, columns, data }: CellPlane): Uint8Array {
  const border = new Uint8Array(data.length);
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      const cell = data[pixel];
      if (cell === NO_CELL) continue;
      const isInner =
        row > 0 &&
        column > 0 &&
        row < rows - 1 &&
        column < columns - 1 &&
        data[pixel - columns] === cell &&
        data[pixel - 1] === cell &&
        data[pixel + 1] === cell &&
        data[pixel + columns] === cell;
      if (!isInner) border[pixel] = 1;
    }
  }
  return border;
}

/**
 * Perimeter of each cell in px, including those of its holes: the line through the centres of its border
 * pixels (4 neighbours), of which every pixel contributes 1, sqrt(2) or (1 + sqrt(2)) / 2 by the pattern of
 * its neighbours; 0 for a single pixel. As `perimeter` of scikit-image's `regionprops`, after K. Benkrid and
 * D. Crookes, "Design and FPGA Implementation of a Perimeter Estimator".
 */
export function perimetersOf(plane: CellPlane): Float64Array {
  const { rows, columns, data, ids } = plane;
  const border = borderOf(plane);
  const counts = LENGTHS.map(() => new Uint32Array(ids.length));
  const codeAt = (cell: number, row: number, column: number, code: number) => {
    if (row < 0 || column < 0 || row >= rows || column >= columns) return 0;
    const pixel = row * columns + column;
    return border[pixel] === 1 && data[pixel] === cell ? code : 0;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const pixel = row * columns + column;
      if (border[pixel] === 0) continue;
      const cell = data[pixel];
      const code =
        OWN +
        codeAt(cell, row - 1, column, BESIDE) +
        codeAt(cell, row, column - 1, BESIDE) +
        codeAt(cell, row, column + 1, BESIDE) +
        codeAt(cell, row + 1, column, BESIDE) +
        codeAt(cell, row - 1, column - 1, CORNER) +
        codeAt(cell, row - 1, column + 1, CORNER) +
        codeAt(cell, row + 1, column - 1, CORNER) +
        codeAt(cell, row + 1, column + 1, CORNER);
      counts[KINDS[code]][cell] += 1;
    }
  }
  return Float64Array.from(ids, (_, cell) =>
    LENGTHS.reduce((sum, length, kind) => sum + length * counts[kind][cell], 0),
  );
}
