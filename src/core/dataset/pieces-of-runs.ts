import type { Runs } from "./run-length.ts";

/** A stretch of pixels of one row; the last column counts. */
interface Stretch {
  readonly row: number;
  readonly first: number;
  readonly last: number;
  /** Index of a stretch of the same piece; its own where it is the first. */
  parent: number;
}

function stretchesOf(runs: Runs, columns: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let run = 0; run < runs.length; run += 2) {
    const end = runs[run] + runs[run + 1];
    for (let start = runs[run]; start < end; ) {
      const row = Math.floor(start / columns);
      const stop = Math.min(end, (row + 1) * columns);
      const first = start - row * columns;
      stretches.push({ row, first, last: first + stop - start - 1, parent: stretches.length });
      start = stop;
    }
  }
  return stretches;
}

function rootOf(stretches: readonly Stretch[], at: number): number {
  let root = at;
  while (stretches[root].parent !== root) root = stretches[root].parent;
  stretches[at].parent = root;
  return root;
}

/**
 * Counts the 8-connected pieces of a cell given as runs.
 *
 * @param columns Width of the image in px.
 */
export function piecesOfRuns(runs: Runs, columns: number): number {
  const stretches = stretchesOf(runs, columns);
  let pieces = stretches.length;
  const join = (a: number, b: number) => {
    const [from, to] = [rootOf(stretches, a), rootOf(stretches, b)];
    if (from === to) return;
    stretches[Math.max(from, to)].parent = Math.min(from, to);
    pieces -= 1;
  };
  let above = 0;
  stretches.forEach(({ row, first, last }, at) => {
    const before = stretches[at - 1];
    if (before?.row === row && before.last === first - 1) join(at, at - 1);
    const isPassed = (other: Stretch) =>
      other.row < row - 1 || (other.row === row - 1 && other.last < first - 1);
    while (isPassed(stretches[above])) above += 1;
    for (let other = above; stretches[other].row === row - 1 && stretches[other].first <= last + 1; other++) {
      join(at, other);
    }
  });
  return pieces;
}
