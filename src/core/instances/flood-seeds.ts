import type { Neighbours } from "../raster/label-components.ts";
import type { Labels } from "../raster/plane.ts";
import { forEachNeighbour } from "./neighbourhood.ts";

/** End of a queue. */
const NONE = -1;

/** One first-in-first-out queue per energy, lowest first; each pixel is queued at most once. */
class FloodQueue {
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  readonly #next: Int32Array;
  #rank = 0;

  constructor(ranks: number, pixels: number) {
    this.#heads = new Int32Array(ranks).fill(NONE);
    this.#tails = new Int32Array(ranks).fill(NONE);
    this.#next = new Int32Array(pixels).fill(NONE);
  }

  /** Adds a pixel; one below the water level is queued at the water level. */
  push(pixel: number, rank: number): void {
    const place = Math.max(rank, this.#rank);
    if (this.#heads[place] === NONE) this.#heads[place] = pixel;
    else this.#next[this.#tails[place]] = pixel;
    this.#tails[place] = pixel;
  }

  /** Removes and returns the first of the lowest pixels, or -1. */
  pop(): number {
    while (this.#rank < this.#heads.length && this.#heads[this.#rank] === NONE) this.#rank += 1;
    if (this.#rank === this.#heads.length) return NONE;
    const pixel = this.#heads[this.#rank];
    this.#heads[this.#rank] = this.#next[pixel];
    return pixel;
  }
}

/** Ranks of the energies in ascending order; equal energies have the same rank. */
function ranksOf(energy: Int32Array): { ranks: Int32Array; count: number } {
  const values = Int32Array.from(new Set(energy)).sort();
  const places = new Map(Array.from(values, (value, place) => [value, place]));
  return { ranks: energy.map((value) => places.get(value) ?? 0), count: values.length };
}

/**
 * Seeded watershed (Meyer 1991): water rises from the seeds, lowest energy first, and each pixel of the mask
 * is assigned to the seed whose water reaches it first. On a plateau, the water advances from all sides at
 * the same speed. Pixels that no seed can reach through the mask stay 0. The cost depends only on the number
 * of pixels and of distinct energies.
 * @param seeds ids of the seeds, `[row, column]`, 0 elsewhere; those outside the mask are ignored
 * @param energy one value per pixel, low where cells are deep
 * @param mask one value per pixel, above 0 where the water may go
 */
export function floodSeeds(
  seeds: Labels,
  energy: Int32Array,
  mask: ArrayLike<number>,
  neighbours: Neighbours,
): Labels {
  const { rows, columns } = seeds;
  const { ranks, count } = ranksOf(energy);
  const data = seeds.data.map((id, pixel) => (mask[pixel] > 0 ? id : 0));
  const queue = new FloodQueue(count, data.length);
  data.forEach((id, pixel) => {
    if (id !== 0) queue.push(pixel, ranks[pixel]);
  });
  for (let pixel = queue.pop(); pixel !== NONE; pixel = queue.pop()) {
    forEachNeighbour(seeds, pixel, neighbours, (other) => {
      if (data[other] !== 0 || !(mask[other] > 0)) return;
      data[other] = data[pixel];
      queue.push(other, ranks[other]);
    });
  }
  return { rows, columns, data };
}
