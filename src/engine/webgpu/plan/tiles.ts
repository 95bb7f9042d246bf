import { partsOf } from "../ir/parts.ts";
import { type View, vectorsOf } from "../ir/view.ts";
import type { ConvolutionTile } from "../kernels/row-window.ts";
import type { Choices, ConvolutionChoice, LayerWork, WeightGradientChoice } from "./choice.ts";

/** How the work of a layer is cut into threads. The bits of a sum depend on it, not its value. */
export interface Tiling {
  /** The table of what was not tuned. */
  readonly table: "software" | "gpu";
  /** Choices made on the device itself; none in a table. */
  readonly choices?: Choices;
  convolution(work: LayerWork): ConvolutionChoice;
  weightGradient(work: LayerWork): WeightGradientChoice;
  /** Parts of a sum over pixels, for values of so many vectors. */
  sumParts(vectors: number): number;
}

const even = (count: number) => count % 2 === 0;

/** Kernels of this size and more keep so many sums for each channel that fewer channels fit into registers. */
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

/** Columns below which a thread that takes eight of them would be half idle. */
const FEW_COLUMNS = 8;

const MANY_PIXELS = 16;

/** Share of the pixels that threads may compute beyond the end of a row. */
const MOST_SURPLUS = 0.1;

/** Pixels a thread on a software adapter. The window of a wider kernel is loaded less often the more there are. */
function softwarePixels(columns: number): number {
  const computed = Math.ceil(columns / MANY_PIXELS) * MANY_PIXELS;
  if (computed <= (1 + MOST_SURPLUS) * columns) return MANY_PIXELS;
  return columns >= FEW_COLUMNS ? 8 : 4;
}

/** Threads of a weight gradient on a software adapter: each part more is sums to write and to add up. */
const SOFTWARE_WEIGHT_THREADS = 2048;

/** For software adapters: a few threads fill the machine, and work is dear. They have no registers to run out of. */
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

/** Threads below which a GPU has idle units. */
const GPU_THREADS = 16_384;

/** From the most work a thread, which loads the least, to the most threads. */
const GPU_TILES: readonly ConvolutionTile[] = [
  { pixels: 8, vectors: 2 },
  { pixels: 4, vectors: 2 },
  { pixels: 4, vectors: 1 },
  { pixels: 2, vectors: 1 },
];

/** Input vectors that a part has at least: below it, adding the parts costs more than it brings. */
const LEAST_VECTORS_A_PART = 4;

/** Threads of a convolution that takes each output by one thread. */
export function threadsOf(target: View, { pixels, vectors }: ConvolutionTile): number {
  return target.batch * target.rows * Math.ceil(target.columns / pixels) * (vectorsOf(target) / vectors);
}

/** For GPUs: as much work a thread as leaves enough threads; where no tile does, input channels in parts. */
export const GPU_TILING: Tiling = {
  table: "gpu",
  convolution({ x, target }) {
    const fitting = GPU_TILES.filter(({ vectors }) => vectorsOf(target) % vectors === 0);
    const enough = fitting.find((tile) => threadsOf(target, tile) >= GPU_THREADS);
    if (enough) return { kind: "direct", ...enough };
    const last = fitting[fitting.length - 1];
    const wanted = Math.min(GPU_THREADS / threadsOf(target, last), vectorsOf(x) / LEAST_VECTORS_A_PART);
    if (wanted < 2) return { kind: "direct", ...last };
    return { kind: "splitK", ...last, parts: partsOf(vectorsOf(x), Math.floor(wanted)) };
  },
  weightGradient: (work) => weightGradient(work, 65_536, 1),
  sumParts: () => 256,
};

/** The tiling of an adapter. WebGPU tells whether it is software; it does not tell how a GPU is built. */
export function tilingFor({ isFallbackAdapter }: Pick<GPUAdapterInfo, "isFallbackAdapter">): Tiling {
  return isFallbackAdapter ? SOFTWARE_TILING : GPU_TILING;
}
