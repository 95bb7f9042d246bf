import type { Runs } from "./run-length.ts";

/**
 * Calls back for each part of runs in one row, in order: its row, its first column and the column after its
 * last one.
 *
 * @param columns Width of the image, or of the box that the runs were counted in, in px.
 * @param from First pixel to include, row-major from 0.
 * @param to Pixel after the last one to include.
 */
export function eachRowStretch(
  runs: Runs,
  columns: number,
  take: (row: number, first: number, end: number) => void,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): void {
  for (let run = 0; run < runs.length; run += 2) {
    const end = Math.min(to, runs[run] + runs[run + 1]);
    for (let at = Math.max(from, runs[run]); at < end; ) {
      const row = Math.floor(at / columns);
      const stop = Math.min(end, (row + 1) * columns);
      take(row, at - row * columns, stop - row * columns);
      at = stop;
    }
  }
}
