import type { ConvolutionTile } from "../kernels/convolution.ts";
import type { WeightGradientTile } from "../kernels/weight-gradient.ts";
import { type View, vectorsOf } from "./view.ts";

/** How the work of a layer is cut into threads. The bits of a sum depend on it, not its value. */
export interface Tiling {
  convolution(target: View): ConvolutionTile;
  weightGradient(size: number, x: View, gradient: View): WeightGradientTile;
  /** Threads that the weight gradient's parts add up to. */
  readonly weightGradientThreads: number;
  /** Parts of a sum over pixels, for values of so many vectors. */
  sumParts(vectors: number): number;
}

const even = (count: number) => count % 2 === 0;

/** Kernels of this size and more keep so many sums for each channel that fewer channels fit into registers. */
const WIDE_KERNEL = 5;

function weightGradient(size: number, x: View, gradient: View): WeightGradientTile {
  return {
    inVectors: size === 1 && even(vectorsOf(x)) ? 2 : 1,
    outVectors: size < WIDE_KERNEL && even(vectorsOf(gradient)) ? 2 : 1,
  };
}

/** Columns below which a thread that takes eight of them would be half idle. */
const FEW_COLUMNS = 8;

/** For software adapters: a few threads fill the machine, and work is dear. */
export const SOFTWARE_TILING: Tiling = {
  convolution: (target) => ({
    pixels: target.columns >= FEW_COLUMNS ? 8 : 4,
    vectors: even(vectorsOf(target)) ? 2 : 1,
  }),
  weightGradient,
  weightGradientThreads: 8192,
  sumParts: (vectors) => Math.ceil(256 / vectors),
};

/** Threads below which a GPU has idle units. */
const GPU_THREADS = 16_384;

/** From the most work a thread, which loads the least, to the most threads. */
const GPU_TILES: readonly ConvolutionTile[] = [
  { pixels: 8, vectors: 2 },
  { pixels: 4, vectors: 2 },
  { pixels: 4, vectors: 1 },
  { pixels: 2, vectors: 1 },
];

/** For GPUs: as much work a thread as leaves enough threads. */
export const GPU_TILING: Tiling = {
  convolution(target) {
    const vectors = vectorsOf(target);
    const fitting = GPU_TILES.filter((tile) => vectors % tile.vectors === 0);
    const threads = (tile: ConvolutionTile) =>
      target.batch * target.rows * Math.ceil(target.columns / tile.pixels) * (vectors / tile.vectors);
    return fitting.find((tile) => threads(tile) >= GPU_THREADS) ?? fitting[fitting.length - 1];
  },
  weightGradient,
  weightGradientThreads: 65_536,
  sumParts: () => 256,
};

/** The tiling of an adapter. */
export function tilingFor({ isFallbackAdapter }: Pick<GPUAdapterInfo, "isFallbackAdapter">): Tiling {
  return isFallbackAdapter ? SOFTWARE_TILING : GPU_TILING;
}
