import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";

/** Vectors per thread, and the maximum number of threads whose results one group can merge quickly. */
const VECTORS_PER_THREAD = 16;
const MAX_THREADS = 16_384;

/** Number of threads for the sum of squares of `length` vectors. */
export function normThreads(length: number): number {
  return Math.min(MAX_THREADS, Math.ceil(length / VECTORS_PER_THREAD));
}

export const SQUARED_GRADIENT = defineOperation({
  name: "squared gradient",
  over: "threads",
  reads: { gradients: "vec4f" },
  writes: { partial: "vec2f" },
  sizes: ["length"],
});

/**
 * Per thread, the largest magnitude of its `gradients`, and the sum of their squares divided by the square of
 * that magnitude.
 */
export function gradientNormParts(args: {
  readonly length: number;
  readonly gradients: Region;
  readonly partial: Region;
}): Dispatch {
  const { length, ...operands } = args;
  return SQUARED_GRADIENT.dispatch({ operands, sizes: { length, threads: normThreads(length) } });
}

/** `clipNorm` has no meaning without `clips`. The result is the second vector of `sums`. */
export const GRADIENT_NORM = defineOperation({
  name: "gradient norm",
  variant: { clips: "flag", clipNorm: "f32" },
  over: "groups",
  reads: { partial: "vec2f" },
  writes: { sums: "vec4f" },
  sizes: ["threads"],
});

/**
 * L2 norm of all gradients from the partial results, and the factor that clips it at `clipNorm`, written to
 * `sums`.
 */
export function gradientNorm(args: {
  readonly clipNorm: number | null;
  readonly length: number;
  readonly partial: Region;
  readonly sums: Region;
}): Dispatch {
  const { clipNorm, length, ...operands } = args;
  return GRADIENT_NORM.dispatch({
    variant: { clips: clipNorm !== null, clipNorm: clipNorm ?? 0 },
    operands,
    sizes: { threads: normThreads(length), groups: 1 },
  });
}
