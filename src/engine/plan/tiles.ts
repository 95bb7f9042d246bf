import type { Choices, ConvolutionChoice, LayerWork, WeightGradientChoice } from "./choice.ts";
import { partsOf } from "./ir/parts.ts";
import { type View, vectorsOf } from "./ir/view.ts";
import type { ConvolutionTile } from "./operations/convolution.ts";
import { hasWinograd } from "./operations/winograd-convolution.ts";
import {
  WINOGRAD_WEIGHTS_SIZE,
  winogradChunks,
  winogradTiles,
} from "./operations/winograd-weight-gradient.ts";

/**
 * Division of the work of convolutions and of sums over pixels. Affects the rounding of sums, and on a GPU what
 * one thread does.
 */
export interface Tiling {
  /** Default table, for layers that were not tuned. */
  readonly table: "software" | "gpu" | "cpu";
  /** Choices tuned on the device; absent in a default table. */
  readonly choices?: Choices;
  convolution(work: LayerWork): ConvolutionChoice;
  weightGradient(work: LayerWork): WeightGradientChoice;
  /** Number of parts of a sum over pixels, for values with `vectors` vectors per pixel. */
  sumParts(vectors: number): number;
}

const even = (count: number) => count % 2 === 0;

/** From this kernel size on, the number of sums per channel limits the channels that fit into registers. */
const WIDE_KERNEL = 5;

function weightGradient(
  { size, x, target }: LayerWork,
  threads: number,
  widePixels: number,
): WeightGradientChoice {
  return {
    kind: "weights",
    inVectors: size === 1 && even(vectorsOf(x)) ? 2 : 1,
    outVectors: size < WIDE_KERNEL && even(vectorsOf(target)) ? 2 : 1,
    pixels: size < WIDE_KERNEL ? 1 : widePixels,
    threads,
  };
}

/** Columns below which threads of eight columns would be half idle. */
const FEW_COLUMNS = 8;

const MANY_PIXELS = 16;

/** Maximum fraction of pixels computed beyond the end of a row. */
const MAX_SURPLUS = 0.1;

/**
 * Pixels per thread on a software adapter. More pixels per thread reduce the loads per pixel for wide
 * kernels.
 */
function softwarePixels(columns: number): number {
  const computed = Math.ceil(columns / MANY_PIXELS) * MANY_PIXELS;
  if (computed <= (1 + MAX_SURPLUS) * columns) return MANY_PIXELS;
  return columns >= FEW_COLUMNS ? 8 : 4;
}

/**
 * Threads of a weight gradient on a software adapter. Each additional part costs writing and adding its sums.
 */
const SOFTWARE_WEIGHT_THREADS = 2048;

/**
 * For software adapters: few threads saturate the machine, arithmetic is expensive, and register pressure
 * does not matter.
 */
export const SOFTWARE_TILING: Tiling = {
  table: "software",
  convolution: ({ target }) => ({
    kind: "direct",
    pixels: softwarePixels(target.columns),
    vectors: even(vectorsOf(target)) ? 2 : 1,
  }),
  weightGradient: (work) => weightGradient(work, SOFTWARE_WEIGHT_THREADS, 2),
  sumParts: (vectors) => Math.ceil(256 / vectors),
};

/** Number of threads below which a GPU is underutilised. */
const GPU_THREADS = 16_384;

/** From the most work per thread, with the fewest loads, to the most threads. */
const GPU_TILES: readonly ConvolutionTile[] = [
  { pixels: 8, vectors: 2 },
  { pixels: 4, vectors: 2 },
  { pixels: 4, vectors: 1 },
  { pixels: 2, vectors: 1 },
];

/**
 * Minimum number of input vectors per part, below which adding the parts costs more than the parallelism
 * gains.
 */
const MIN_VECTORS_PER_PART = 4;

/** Number of threads of a convolution in which one thread computes each output. */
export function threadsOf(target: View, { pixels, vectors }: ConvolutionTile): number {
  return target.batch * target.rows * Math.ceil(target.columns / pixels) * (vectorsOf(target) / vectors);
}

/**
 * For GPUs: the most work per thread that leaves enough threads; if no tile does, split over the input
 * channels.
 */
export const GPU_TILING: Tiling = {
  table: "gpu",
  convolution({ x, target }) {
    const fitting = GPU_TILES.filter(({ vectors }) => vectorsOf(target) % vectors === 0);
    const enough = fitting.find((tile) => threadsOf(target, tile) >= GPU_THREADS);
    if (enough) return { kind: "direct", ...enough };
    const last = fitting[fitting.length - 1];
    const wanted = Math.min(GPU_THREADS / threadsOf(target, last), vectorsOf(x) / MIN_VECTORS_PER_PART);
    if (wanted < 2) return { kind: "direct", ...last };
    return { kind: "splitK", ...last, parts: partsOf(vectorsOf(x), Math.floor(wanted)) };
  },
  weightGradient: (work) => weightGradient(work, 65_536, 1),
  sumParts: () => 256,
};

/**
 * Threads of a weight gradient on the CPU, one for each vector of input and of output channels. Small layers
 * get about 16 parts times kernel rows, which are independent jobs; large layers have enough kernel rows and
 * get one part.
 */
const CPU_WEIGHT_THREADS = 96;

/**
 * Vectors of channels on either side, and pixels of an image, below which transforming tiles costs about as much as it
 * saves. Not pixels of the batch: micro-batches are computed like the whole batch.
 */
const MIN_WINOGRAD_VECTORS = 2;
const MIN_WINOGRAD_PIXELS = 64;

/** Weight gradients in transformed tiles: jobs of a dispatch where there are enough tiles, and the least tiles of a part. */
const WINOGRAD_JOBS = 16;
const MIN_PART_TILES = 64;

/**
 * Whether the CPU computes a convolution in transformed tiles, which take 36 multiplications for the 144 of a 3x3
 * kernel, or the 100 of a 5x5 kernel. Not in predictions: an output then depends, in its last bits, on all inputs of
 * its tile, even those outside its window, so an image in parts would not have the bits of the whole one.
 */
function isWinograd({ size, x, target, predicts }: LayerWork): boolean {
  const vectors = Math.min(vectorsOf(x), vectorsOf(target));
  const pays = vectors >= MIN_WINOGRAD_VECTORS && x.rows * x.columns >= MIN_WINOGRAD_PIXELS;
  return pays && !predicts && hasWinograd(size);
}

/**
 * For CPUs: few threads, whose kernels choose their own tiles. Sums over pixels always have the same number of
 * parts, so that the bits of a result do not depend on the number of threads.
 */
export const CPU_TILING: Tiling = {
  table: "cpu",
  convolution: (work) =>
    isWinograd(work) ? { kind: "winograd" } : { kind: "direct", pixels: 1, vectors: 1 },
  weightGradient(work) {
    // Those of 5x5 kernels would save little, and round more.
    if (work.size !== WINOGRAD_WEIGHTS_SIZE || !isWinograd(work))
      return { kind: "weights", inVectors: 1, outVectors: 1, pixels: 1, threads: CPU_WEIGHT_THREADS };
    const shape = { x: work.x, gradient: work.target };
    const parts = Math.ceil(WINOGRAD_JOBS / winogradChunks(shape));
    return {
      kind: "winograd weights",
      maxParts: Math.min(parts, Math.ceil(winogradTiles(shape) / MIN_PART_TILES)),
    };
  },
  sumParts: () => 32,
};

/**
 * The default tiling of an adapter. WebGPU reports whether it is a software adapter, but not the architecture
 * details of a GPU.
 */
export function tilingFor({ isFallbackAdapter }: Pick<GPUAdapterInfo, "isFallbackAdapter">): Tiling {
  return isFallbackAdapter ? SOFTWARE_TILING : GPU_TILING;
}
