import type { Labels } from "./plane.ts";

/** Corners of a closed line in turn, `[column, row, column, row, ...]` in px from the image's upper left corner. */
export type Loop = readonly number[];

/** Where a walk along the edges of pixels goes: right, down, left, up. The cell is on the right-hand side. */
const DOWN = [0, 1, 0, -1] as const;
const RIGHT = [1, 0, -1, 0] as const;
/** Corner of a pixel at which its edge begins, for each way. */
const CORNER_DOWN = [0, 0, 1, 1] as const;
const CORNER_RIGHT = [0, 1, 1, 0] as const;

const WAYS = 4;

class Tracer {
  readonly #labels: Labels;
  /** One bit a way for the edges of each pixel that were walked. */
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

  /** Whether the upper edge of a pixel is one of its cell and still to be walked. */
  isStart(row: number, column: number): boolean {
    const id = this.#idAt(row, column);
    if (id <= 0 || this.#idAt(row - 1, column) === id) return false;
    return (this.#walked[row * this.#labels.columns + column] & 1) === 0;
  }

  /** Walks from the upper edge of a pixel around its cell, or around a hole in it, back to where it began. */
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
      const left = (way + WAYS - 1) % WAYS;
      if (this.#idAt(ahead, beside) !== id) {
        way = (way + 1) % WAYS;
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
 * The outlines of every cell by its id, ids rising, along the edges of its pixels: one closed line for each piece
 * (pixels that touch at a corner only are apart) and one for each hole. Outer lines go clockwise, holes the other way;
 * an odd number of lines lies around each pixel of the cell. One pass over the pixels.
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
