import type { ConvolutionTile } from "../kernels/convolution.ts";
import type { WeightGradientTile } from "../kernels/weight-gradient.ts";
import { type View, vectorsOf } from "./view.ts";

/** How the work of a layer is cut into threads. The bits of a sum depend on it, not its value. */
export interface Tiling {
  convolution(target: View): ConvolutionTile;
  weightGradient(size: number, x: View, gradient: View): WeightGradientTile;
  /** Threads that the weight gradient's parts add up to. */
  readonly weightGradientThreads: number;
  /** Threads that sums over pixels add up to. */
  readonly sumThreads: number;
}

const even = (count: number) => count % 2 === 0;

/** Kernels of this size and more keep so many sums for each channel that fewer channels fit into registers. */
const WIDE_KERNEL = 5;

/** For the tests' software adapter: threads are dear there, registers are not. */
export const SOFTWARE_TILING: Tiling = {
  convolution: (target) => ({
    pixels: target.columns >= 8 ? 8 : 4,
    vectors: even(vectorsOf(target)) ? 2 : 1,
  }),
  weightGradient: (size, x, gradient) => ({
    inVectors: size === 1 && even(vectorsOf(x)) ? 2 : 1,
    outVectors: size < WIDE_KERNEL && even(vectorsOf(gradient)) ? 2 : 1,
  }),
  weightGradientThreads: 8192,
  sumThreads: 256,
};
