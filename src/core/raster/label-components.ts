import type { Labels } from "./plane.ts";

/** Connected components of a label image. */
export interface Components {
  /** Component of each pixel, 1..count in the order of first pixels; 0 on background and ignored pixels. */
  readonly labels: Labels;
  readonly count: number;
  /** Area in px of component `index + 1`. */
  readonly areas: Int32Array;
}

function rootOf(parents: Int32Array, pixel: number): number {
  let root = pixel;
  while (parents[root] !== root) root = parents[root];
  let step = pixel;
  while (parents[step] !== root) {
    const next = parents[step];
    parents[step] = root;
    step = next;
  }
  return root;
}

/** Joins two components at the earlier root: the root of a component is its first pixel. */
function join(parents: Int32Array, a: number, b: number): void {
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  if (rootA < rootB) parents[rootB] = rootA;
  else parents[rootA] = rootB;
}

/** Connectivity: pixels that touch only at a corner are connected with 8 neighbours, not with 4. */
export type Neighbours = 4 | 8;

/**
 * Labels the connected components of each id by union-find in two passes; pixels of different ids are never
 * connected. The cost does not depend on the number of components.
 */
export function labelComponents({ rows, columns, data }: Labels, neighbours: Neighbours = 8): Components {
  const parents = new Int32Array(data.length);
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      const id = data[pixel];
      parents[pixel] = pixel;
      if (id <= 0) continue;
      if (column > 0 && data[pixel - 1] === id) join(parents, pixel, pixel - 1);
      if (row === 0) continue;
      const above = pixel - columns;
      if (data[above] === id) join(parents, pixel, above);
      if (neighbours === 4) continue;
      if (column > 0 && data[above - 1] === id) join(parents, pixel, above - 1);
      if (column + 1 < columns && data[above + 1] === id) join(parents, pixel, above + 1);
    }
  }
  const found = new Int32Array(data.length);
  const areas: number[] = [];
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (data[pixel] <= 0) continue;
    const root = rootOf(parents, pixel);
    if (root === pixel) found[pixel] = areas.push(0);
    else found[pixel] = found[root];
    areas[found[pixel] - 1] += 1;
  }
  return { labels: { rows, columns, data: found }, count: areas.length, areas: Int32Array.from(areas) };
}
