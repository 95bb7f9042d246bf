import { eachRowStretch } from "./row-stretches.ts";
import { areaOfRuns, type Runs } from "./run-length.ts";

/** A contiguous stretch of pixels in one row; `last` is inclusive. */
interface Stretch {
  readonly row: number;
  readonly first: number;
  readonly last: number;
  /** Index of a stretch of the same connected component; its own index if it is the first. */
  parent: number;
}

function stretchesOf(runs: Runs, columns: number): Stretch[] {
  const stretches: Stretch[] = [];
  eachRowStretch(runs, columns, (row, first, end) => {
    stretches.push({ row, first, last: end - 1, parent: stretches.length });
  });
  return stretches;
}

/**
 * Whether each row has one stretch that touches the one above, as in nearly all cells; a fast path without
 * storage.
 */
function areChained(runs: Runs, columns: number): boolean {
  let chained = true;
  let above = { row: -1, first: 0, end: 0 };
  eachRowStretch(runs, columns, (row, first, end) => {
    const touches = row === above.row + 1 && first <= above.end && end >= above.first;
    if (above.row >= 0 && !touches) chained = false;
    above = { row, first, end };
  });
  return chained && above.row >= 0;
}

function rootOf(stretches: readonly Stretch[], at: number): number {
  let root = at;
  while (stretches[root].parent !== root) root = stretches[root].parent;
  stretches[at].parent = root;
  return root;
}

/**
 * Areas in px of the 8-connected components of a cell given as runs, in the order of their first pixels.
 *
 * @param columns Width of the image in px.
 */
export function componentsOfRuns(runs: Runs, columns: number): readonly number[] {
  if (areChained(runs, columns)) return [areaOfRuns(runs)];
  const stretches = stretchesOf(runs, columns);
  const join = (a: number, b: number) => {
    const [from, to] = [rootOf(stretches, a), rootOf(stretches, b)];
    stretches[Math.max(from, to)].parent = Math.min(from, to);
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
  const areas = new Map<number, number>();
  stretches.forEach(({ first, last }, at) => {
    const root = rootOf(stretches, at);
    areas.set(root, (areas.get(root) ?? 0) + last - first + 1);
  });
  return [...areas.values()];
}
