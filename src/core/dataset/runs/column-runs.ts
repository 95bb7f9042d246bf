import { areaOfRuns, RunLengthError, type Runs } from "./run-length.ts";

/**
 * Converts runs counted down the columns, first column first, to runs along the rows. Both count from 0.
 *
 * @throws RunLengthError if a run goes beyond the image.
 */
export function runsFromColumns(down: Runs, rows: number, columns: number): Runs {
  const places = new Int32Array(areaOfRuns(down));
  let filled = 0;
  for (let run = 0; run < down.length; run += 2) {
    const end = down[run] + down[run + 1];
    if (end > rows * columns) {
      throw new RunLengthError(`its run lengths go beyond the ${rows * columns} pixels of the image`);
    }
    for (let at = down[run]; at < end; at++) {
      const column = Math.floor(at / rows);
      places[filled++] = (at - column * rows) * columns + column;
    }
  }
  places.sort();
  const runs: number[] = [];
  for (const place of places) {
    // A run may continue into the next row: it ends at a row's last pixel only if the next pixel is outside.
    if (runs.length > 0 && place === runs[runs.length - 2] + runs[runs.length - 1])
      runs[runs.length - 1] += 1;
    else runs.push(place, 1);
  }
  return Int32Array.from(runs);
}
