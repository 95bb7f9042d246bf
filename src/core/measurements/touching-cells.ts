import { type CellPlane, NO_CELL } from "./cell-plane.ts";

/** Calls `meet` for each pair of neighbouring pixels (of four) that belong to different cells. */
function eachContact({ rows, columns, data }: CellPlane, meet: (a: number, b: number) => void): void {
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      const cell = data[pixel];
      if (cell === NO_CELL) continue;
      const right = column + 1 < columns ? data[pixel + 1] : NO_CELL;
      const below = row + 1 < rows ? data[pixel + columns] : NO_CELL;
      if (right !== NO_CELL && right !== cell) meet(cell, right);
      if (below !== NO_CELL && below !== cell) meet(cell, below);
    }
  }
}

/**
 * The number of other cells that each cell touches: they share at least one pixel edge (4 neighbours). Cells
 * that meet only at a corner do not touch.
 */
export function touchingCells(plane: CellPlane): Float64Array {
  const count = plane.ids.length;
  const starts = new Uint32Array(count + 1);
  eachContact(plane, (a, b) => {
    starts[a + 1] += 1;
    starts[b + 1] += 1;
  });
  for (let cell = 0; cell < count; cell++) starts[cell + 1] += starts[cell];
  // All contacts sorted by cell, in which each partner is counted once.
  const partners = new Int32Array(starts[count]);
  const next = starts.slice(0, count);
  eachContact(plane, (a, b) => {
    partners[next[a]++] = b;
    partners[next[b]++] = a;
  });
  const countedFor = new Int32Array(count).fill(NO_CELL);
  const touching = new Float64Array(count);
  for (let cell = 0; cell < count; cell++) {
    for (let at = starts[cell]; at < starts[cell + 1]; at++) {
      if (countedFor[partners[at]] === cell) continue;
      countedFor[partners[at]] = cell;
      touching[cell] += 1;
    }
  }
  return touching;
}
