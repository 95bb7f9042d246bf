import type { Choice, LayerWork } from "../../plan/choice.ts";
import { vectorsOf } from "../../plan/ir/view.ts";
import { weightGradientParts } from "../../plan/operations/weight-gradient.ts";
import { threadsOf } from "../../plan/tiles.ts";
import { fitsWork } from "../../plan/tuned-tiling.ts";

/**
 * Maximum number of vec4 sums per thread. More than 16 exhaust the registers of most GPUs, but not of
 * software adapters.
 */
const MAX_SUMS = 32;

const PIXELS = [16, 8, 4, 2] as const;
const VECTORS = [4, 2, 1] as const;
const PARTS = [2, 4, 8] as const;
/** Pixels per iteration of a weight gradient. */
const PIXELS_PER_ITERATION = [1, 2] as const;

/**
 * Tiles tried with every kind of convolution. Limited, because each combination needs a kernel, which takes
 * time to compile.
 */
const MEDIUM_TILES: { readonly pixels: readonly number[]; readonly vectors: readonly number[] } = {
  pixels: [8, 4],
  vectors: [2, 1],
};

/** Number of threads above which splitting has no benefit. */
const MANY_THREADS = 65_536;

const THREADS = [2048, 8192, 32_768, 131_072] as const;

function convolutions({ x, target }: LayerWork): Choice[] {
  const tiles = PIXELS.flatMap((pixels) => VECTORS.map((vectors) => ({ pixels, vectors }))).filter(
    ({ pixels, vectors }) =>
      // For a narrow image, the next smaller tile is sufficient.
      pixels * vectors <= MAX_SUMS && (pixels === PIXELS[PIXELS.length - 1] || pixels < 2 * x.columns),
  );
  const mediumTiles = tiles.filter(
    (tile) => MEDIUM_TILES.pixels.includes(tile.pixels) && MEDIUM_TILES.vectors.includes(tile.vectors),
  );
  const underutilising = mediumTiles.filter((tile) => threadsOf(target, tile) < MANY_THREADS);
  return [
    ...tiles.map((tile) => ({ kind: "direct", ...tile }) as const),
    ...mediumTiles.map((tile) => ({ kind: "shared", ...tile }) as const),
    ...underutilising.flatMap((tile) => PARTS.map((parts) => ({ kind: "splitK", ...tile, parts }) as const)),
  ];
}

function weightGradients({ size, x, target }: LayerWork): Choice[] {
  const tiles = VECTORS.flatMap((inVectors) =>
    VECTORS.flatMap((outVectors) =>
      PIXELS_PER_ITERATION.map((pixels) => ({ inVectors, outVectors, pixels })),
    ),
  ).filter(
    ({ inVectors, outVectors }) =>
      size * inVectors * outVectors * 4 <= MAX_SUMS &&
      vectorsOf(x) % inVectors === 0 &&
      vectorsOf(target) % outVectors === 0,
  );
  return tiles.flatMap((tile) => {
    const parts = new Set<number>();
    return THREADS.filter((threads) => {
      const count = weightGradientParts({ size, x, gradient: target }, tile, threads);
      const isNew = !parts.has(count);
      parts.add(count);
      return isNew;
    }).map((threads) => ({ kind: "weights", ...tile, threads }) as const);
  });
}

/** The tilings of a work that are worth a trial on any device. */
export function candidatesFor(work: LayerWork): Choice[] {
  const all = work.pass === "weight gradient" ? weightGradients(work) : convolutions(work);
  return all.filter((choice) => fitsWork(work, choice));
}
