import { labelComponents, type Neighbours } from "../raster/label-components.ts";
import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { forEachNeighbour } from "./neighbourhood.ts";

/** Levels, or other whole heights from 0, within a mask; planes are `[row, column]`. */
export interface Heights extends Pick<CellField, "rows" | "columns" | "mask"> {
  readonly level: CellField["level"] | Int32Array;
}

/** Disjoint sets of level plateaus, joined from the highest pass down. */
class Landscape {
  /** Parent of each plateau in its connected region above the current pass. */
  readonly #parents: Int32Array;
  /** Parent of each plateau on the way to its prominent peak. */
  readonly #peaks: Int32Array;
  readonly #heights: Int32Array;
  readonly #prominence: (height: number) => number;

  constructor(heights: Int32Array, prominence: (height: number) => number) {
    this.#heights = heights;
    this.#parents = Int32Array.from(heights.keys());
    this.#peaks = Int32Array.from(heights.keys());
    this.#prominence = prominence;
  }

  static #root(chain: Int32Array, place: number): number {
    let root = place;
    while (chain[root] !== root) {
      chain[root] = chain[chain[root]];
      root = chain[root];
    }
    return root;
  }

  /** Joins the regions of two plateaus at a pass; the lower peak stays separate if it is prominent enough. */
  join(a: number, b: number, pass: number): void {
    const [rootA, rootB] = [Landscape.#root(this.#parents, a), Landscape.#root(this.#parents, b)];
    if (rootA === rootB) return;
    const heights = this.#heights;
    const aIsHigher = heights[rootA] > heights[rootB] || (heights[rootA] === heights[rootB] && rootA < rootB);
    const [high, low] = aIsHigher ? [rootA, rootB] : [rootB, rootA];
    this.#parents[low] = high;
    if (heights[low] - pass < this.#prominence(heights[low])) this.#peaks[low] = high;
  }

  /** The peak that a plateau was joined to; the plateau itself if it is a peak. */
  peakOf(plateau: number): number {
    return Landscape.#root(this.#peaks, plateau);
  }
}

/** Pairs of touching plateaus by the lower of their heights; a pair may occur more than once. */
function passesOf(plateaus: Labels, heights: Int32Array, neighbours: Neighbours): number[][] {
  const highest = heights.reduce((high, height) => Math.max(high, height), 0);
  const passes: number[][] = Array.from({ length: highest + 1 }, () => []);
  plateaus.data.forEach((plateau, pixel) => {
    if (plateau === 0) return;
    forEachNeighbour(plateaus, pixel, neighbours, (other) => {
      const neighbour = plateaus.data[other];
      // Each pair is visited from both sides.
      if (neighbour === 0 || neighbour >= plateau) return;
      passes[Math.min(heights[plateau - 1], heights[neighbour - 1])].push(plateau - 1, neighbour - 1);
    });
  });
  return passes;
}

/**
 * Prominent peaks of the levels, as seeds: a peak counts if it rises by at least the `prominence` of its height above
 * the highest pass to a higher peak (among equal ones, to the first); the highest peak of a connected
 * component of the mask always counts. Lesser peaks have the id of the peak they are joined to. One pass over
 * the pixels and one over the levels.
 * @returns ids of the seeds from 1, `[row, column]`, on the top plateaus only
 */
export function prominentPeaks(
  { rows, columns, mask, level }: Heights,
  prominence: (height: number) => number,
  neighbours: Neighbours,
): Labels {
  const raised = Int32Array.from(level, (value, pixel) => (mask[pixel] > 0 ? value + 1 : 0));
  const { labels: plateaus, count } = labelComponents({ rows, columns, data: raised }, neighbours);
  const heights = new Int32Array(count);
  plateaus.data.forEach((plateau, pixel) => {
    if (plateau !== 0) heights[plateau - 1] = level[pixel];
  });
  const isTop = new Uint8Array(count).fill(1);
  const landscape = new Landscape(heights, prominence);
  const passes = passesOf(plateaus, heights, neighbours);
  for (let height = passes.length - 1; height >= 0; height--) {
    const pairs = passes[height];
    for (let place = 0; place < pairs.length; place += 2) {
      const [a, b] = [pairs[place], pairs[place + 1]];
      isTop[heights[a] < heights[b] ? a : b] = 0;
      landscape.join(a, b, height);
    }
  }
  const seeds = plateaus.data.map((plateau) =>
    plateau !== 0 && isTop[plateau - 1] === 1 ? landscape.peakOf(plateau - 1) + 1 : 0,
  );
  return { rows, columns, data: seeds };
}
