import type { GraphNode } from "../nets/graph.ts";
import { sizeOf } from "../nets/weights.ts";

/** Values decided by one hash. */
const LANES = 4;
const TWO_TO_32 = 2 ** 32;

/** Identifies a mask: the same key gives the same mask on every engine and device. */
export interface DropoutKey {
  /** Number of the dropout node within its network, see `dropoutNumbers`. */
  readonly number: number;
  /** Number of the training pass, 1 for the first step. Below 2^24. */
  readonly pass: number;
  /** Below 2^32. */
  readonly seed: number;
}

function mix(words: Int32Array): void {
  words[0] += Math.imul(words[1], words[3]);
  words[1] += Math.imul(words[2], words[0]);
  words[2] += Math.imul(words[0], words[1]);
  words[3] += Math.imul(words[1], words[2]);
}

/**
 * Hashes four words in place: pcg4d of Jarzynski & Olano, "Hash Functions for GPU Rendering", Journal of
 * Computer Graphics Techniques 9 (3), 2020. As unsigned integers the results are uniform in 0..2^32 - 1.
 */
export function pcg4d(words: Int32Array): void {
  for (let lane = 0; lane < LANES; lane++) words[lane] = Math.imul(words[lane], 1664525) + 1013904223;
  mix(words);
  for (let lane = 0; lane < LANES; lane++) words[lane] ^= words[lane] >>> 16;
  mix(words);
}

/**
 * A value is dropped if its 32-bit random number is below this threshold. `rate` is the fraction dropped, in
 * [0, 1).
 */
export function dropThreshold(rate: number): number {
  return Math.floor(rate * TWO_TO_32);
}

/** Scale of the values that are kept, which preserves the mean. */
export function keptScale(rate: number): number {
  return 1 / (1 - rate);
}

/** Number of each dropout node within its network, by node name. */
export function dropoutNumbers(nodes: readonly GraphNode[]): ReadonlyMap<string, number> {
  const names = nodes.filter(({ kind }) => kind === "dropout").map(({ name }) => name);
  return new Map(names.map((name, number) => [name, number]));
}

/**
 * Dropout mask for values `[batch, row, column, channel]` of this shape: 0 with probability `rate`, else
 * `keptScale`. Channels are hashed four at a time: vector v of pixel p (counted over the batch) uses the hash
 * of (p * vectors + v, number, pass, seed), one result per channel of the vector.
 */
export function dropoutMask(
  shape: readonly number[],
  rate: number,
  { number, pass, seed }: DropoutKey,
): Float32Array {
  const channels = shape[shape.length - 1];
  const vectors = Math.ceil(channels / LANES);
  const [threshold, scale] = [dropThreshold(rate), keptScale(rate)];
  const mask = new Float32Array(sizeOf(shape));
  const pixels = mask.length / channels;
  const random = new Uint32Array(LANES);
  const words = new Int32Array(random.buffer);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let vector = 0; vector < vectors; vector++) {
      random[0] = pixel * vectors + vector;
      random[1] = number;
      random[2] = pass;
      random[3] = seed;
      pcg4d(words);
      for (let lane = 0; lane < LANES && vector * LANES + lane < channels; lane++) {
        mask[pixel * channels + vector * LANES + lane] = random[lane] < threshold ? 0 : scale;
      }
    }
  }
  return mask;
}
