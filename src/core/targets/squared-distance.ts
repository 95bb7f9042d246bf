import type { Labels } from "../raster/plane.ts";

/** Outside of the image in the distance transform: background (closed) or unknown (open). */
export type Border = "open" | "closed";

/** No pixel of another id in this row. */
const NONE = -1;

/**
 * Distance in px along the row to the nearest pixel of another id, for every cell pixel. Each run of equal
 * ids is swept once. `NONE` where the run fills the row and the border is open.
 */
function distanceInRows({ rows, columns, data }: Labels, closed: boolean): Int32Array {
  const distance = new Int32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    for (let start = 0; start < columns; ) {
      const id = data[first + start];
      let end = start + 1;
      while (end < columns && data[first + end] === id) end++;
      if (id > 0) {
        const leftCounts = closed || start > 0;
        const rightCounts = closed || end < columns;
        for (let column = start; column < end; column++) {
          const left = column - start + 1;
          const right = end - column;
          let nearest = NONE;
          if (leftCounts && rightCounts) nearest = Math.min(left, right);
          else if (leftCounts) nearest = left;
          else if (rightCounts) nearest = right;
          distance[first + column] = nearest;
        }
      }
      start = end;
    }
  }
  return distance;
}

/** Lower envelope of parabolas over one run of a column. The arrays are reused for all runs. */
class Envelope {
  readonly #place: Int32Array;
  readonly #height: Float64Array;
  /** First row at which a parabola is the lowest. */
  readonly #from: Int32Array;
  #count = 0;

  constructor(rows: number) {
    // A run has at most one site per row and one beyond each end.
    this.#place = new Int32Array(rows + 2);
    this.#height = new Float64Array(rows + 2);
    this.#from = new Int32Array(rows + 2);
  }

  clear(): void {
    this.#count = 0;
  }

  /** Adds the parabola (row - place)^2 + height. Places must be in ascending order. */
  add(place: number, height: number): void {
    let from = Number.MIN_SAFE_INTEGER;
    while (this.#count > 0) {
      const other = this.#place[this.#count - 1];
      const gap = place * place - other * other + height - this.#height[this.#count - 1];
      // First integer row at which the new parabola is strictly lower.
      from = Math.floor(gap / (2 * (place - other))) + 1;
      if (from > this.#from[this.#count - 1]) break;
      this.#count -= 1;
    }
    this.#place[this.#count] = place;
    this.#height[this.#count] = height;
    this.#from[this.#count] = this.#count === 0 ? -1 : from;
    this.#count += 1;
  }

  /** Writes the envelope in rows start..end-1 to one column of `squared`. */
  read(start: number, end: number, squared: Int32Array, column: number, columns: number): void {
    if (this.#count === 0) return;
    let site = 0;
    for (let row = start; row < end; row++) {
      while (site + 1 < this.#count && this.#from[site + 1] <= row) site += 1;
      const away = row - this.#place[site];
      squared[row * columns + column] = away * away + this.#height[site];
    }
  }
}

/**
 * Squared Euclidean distance in px^2 from each cell pixel's centre to the nearest pixel centre that is not of
 * its cell, `[row, column]`, exact integers; 0 on background and ignored pixels, which belong to no cell. One
 * pass for all cells: the cost depends only on the number of pixels. With a `closed` border, the outside of
 * the image is not of the cell. With an `open` border, a cell that fills the image has distance 0.
 *
 * Rows first, then the lower envelope of parabolas (Felzenszwalb & Huttenlocher 2012; in integers as in
 * Meijster, Roerdink & Hesselink 2000) within each run of equal ids in a column. A run suffices: if the
 * nearest other pixel is in a row beyond the end of the run, the pixel just past that end is at least as
 * near.
 */
export function squaredDistance(labels: Labels, border: Border): Int32Array {
  const { rows, columns, data } = labels;
  const closed = border === "closed";
  const inRow = distanceInRows(labels, closed);
  const squared = new Int32Array(data.length);
  const envelope = new Envelope(rows);
  for (let column = 0; column < columns; column++) {
    for (let start = 0; start < rows; ) {
      const id = data[start * columns + column];
      let end = start + 1;
      while (end < rows && data[end * columns + column] === id) end++;
      if (id > 0) {
        envelope.clear();
        if (closed || start > 0) envelope.add(start - 1, 0);
        for (let row = start; row < end; row++) {
          const distance = inRow[row * columns + column];
          if (distance !== NONE) envelope.add(row, distance * distance);
        }
        if (closed || end < rows) envelope.add(end, 0);
        envelope.read(start, end, squared, column, columns);
      }
      start = end;
    }
  }
  return squared;
}
