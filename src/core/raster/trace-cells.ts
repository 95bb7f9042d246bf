import type { Labels } from "./plane.ts";

/**
 * Vertices of a closed line in order, `[column, row, column, row, ...]` in px from the image's upper left
 * corner.
 */
export type Loop = readonly number[];

/** Directions of a walk along pixel edges: right, down, left, up. The cell is on the right-hand side. */
const DOWN = [0, 1, 0, -1] as const;
const RIGHT = [1, 0, -1, 0] as const;
/** Corner of a pixel at which the edge begins, per direction. */
const CORNER_DOWN = [0, 0, 1, 1] as const;
const CORNER_RIGHT = [0, 1, 1, 0] as const;

const DIRECTIONS = 4;

class Tracer {
  readonly #labels: Labels;
  /** Visited edges of each pixel, one bit per direction. */
  readonly #walked: Uint8Array;

  constructor(labels: Labels) {
    this.#labels = labels;
    this.#walked = new Uint8Array(labels.data.length);
  }

  #idAt(row: number, column: number): number {
    const { rows, columns, data } = this.#labels;
    const isInside = row >= 0 && column >= 0 && row < rows && column < columns;
    return isInside ? data[row * columns + column] : 0;
  }

  /** True if the upper edge of a pixel is on the outline of its cell and not yet visited. */
  isStart(row: number, column: number): boolean {
    const id = this.#idAt(row, column);
    if (id <= 0 || this.#idAt(row - 1, column) === id) return false;
    return (this.#walked[row * this.#labels.columns + column] & 1) === 0;
  }

  /** Walks from the upper edge of a pixel around its cell, or around a hole in it, back to the start. */
  walk(startRow: number, startColumn: number): Loop {
    const loop: number[] = [];
    const id = this.#idAt(startRow, startColumn);
    let [row, column, way] = [startRow, startColumn, 0];
    let cameFrom = -1;
    do {
      this.#walked[row * this.#labels.columns + column] |= 1 << way;
      if (way !== cameFrom) loop.push(column + CORNER_RIGHT[way], row + CORNER_DOWN[way]);
      cameFrom = way;
      const [ahead, beside] = [row + DOWN[way], column + RIGHT[way]];
      const left = (way + DIRECTIONS - 1) % DIRECTIONS;
      if (this.#idAt(ahead, beside) !== id) {
        way = (way + 1) % DIRECTIONS;
      } else if (this.#idAt(ahead + DOWN[left], beside + RIGHT[left]) === id) {
        [row, column, way] = [ahead + DOWN[left], beside + RIGHT[left], left];
      } else {
        [row, column] = [ahead, beside];
      }
    } while (row !== startRow || column !== startColumn || way !== 0);
    return loop;
  }
}

/**
 * Outlines of all cells along pixel edges, by id in ascending order: one closed line per connected component
 * (4 neighbours) and one per hole. Outer lines are clockwise, holes counter-clockwise; each pixel of the cell
 * is enclosed by an odd number of lines. One pass over the pixels.
 */
export function traceCells(labels: Labels): Map<number, Loop[]> {
  const tracer = new Tracer(labels);
  const loops = new Map<number, Loop[]>();
  for (let row = 0; row < labels.rows; row++) {
    for (let column = 0; column < labels.columns; column++) {
      if (!tracer.isStart(row, column)) continue;
      const id = labels.data[row * labels.columns + column];
      const list = loops.get(id) ?? [];
      list.push(tracer.walk(row, column));
      loops.set(id, list);
    }
  }
  return new Map([...loops].sort(([a], [b]) => a - b));
}
