import { CLIP_EPSILON, SMALLEST_MAGNITUDE } from "../../optimisers/clip.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { GRADIENT_SUMS } from "../ir/gradient-sums.ts";
import { WORKGROUP } from "../ir/kernel.ts";

/** Vectors per thread, and the maximum number of threads whose results one workgroup can merge quickly. */
const VECTORS_PER_THREAD = 16;
const MOST_THREADS = 16_384;

/** Number of threads for the sum of squares of `length` vectors. */
export function normThreads(length: number): number {
  return Math.min(MOST_THREADS, Math.ceil(length / VECTORS_PER_THREAD));
}

const normPartsKernel = defineKernel({
  name: "squared gradient",
  explanation: `A thread takes every so many vectors and adds their squares. A gradient of 1e25 has a square that no f32
holds, one of 1e-25 a square of 0, so all are divided by the largest magnitude seen so far; when a larger one comes, the sum
is divided once more. Result: that magnitude, and the sum.`,
  over: "threads",
  reads: { gradients: "vec4f" },
  writes: { partial: "vec2f" },
  sizes: ["length"],
  body: `
  var largest = 0.0;
  var sum = 0.0;
  var scale = 1.0 / ${SMALLEST_MAGNITUDE};
  for (var at = thread; at < sizes.length; at += sizes.threads) {
    let value = abs(gradients[at]);
    let here = max(max(value.x, value.y), max(value.z, value.w));
    if (here > largest) {
      let shrink = largest / max(here, ${SMALLEST_MAGNITUDE});
      sum *= shrink * shrink;
      largest = here;
      scale = 1.0 / max(here, ${SMALLEST_MAGNITUDE});
    }
    sum += dot(value * scale, value * scale);
  }
  partial[thread] = vec2f(largest, sum);`,
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
  return normPartsKernel.dispatch({ operands, sizes: { length, threads: normThreads(length) } });
}

const normKernel = kernelFamily(({ clipNorm }: { readonly clipNorm: number | null }) =>
  defineKernel({
    name: "gradient norm",
    variant: clipNorm === null ? "" : `clipped at ${clipNorm}`,
    explanation: `One workgroup: each thread merges every ${WORKGROUP}th part, then the first merges those in order, takes
the root and says by which factor the gradient is to be shortened.`,
    over: "workgroups",
    reads: { partial: "vec2f" },
    writes: { sums: "vec4f" },
    sizes: ["threads"],
    declarations: `
var<workgroup> shared_: array<vec2f, ${WORKGROUP}>;

fn merged(a: vec2f, b: vec2f) -> vec2f {
  let largest = max(a.x, b.x);
  let shrink = vec2f(a.x, b.x) / max(largest, ${SMALLEST_MAGNITUDE});
  return vec2f(largest, dot(shrink * shrink, vec2f(a.y, b.y)));
}`,
    body: `
  var all = vec2f(0);
  for (var at = lane; at < sizes.threads; at += ${WORKGROUP}u) { all = merged(all, partial[at]); }
  shared_[lane] = all;
  workgroupBarrier();
  if (thread > 0u) { return; }
  for (var other = 1u; other < ${WORKGROUP}u; other++) { all = merged(all, shared_[other]); }
  let norm = all.x * sqrt(all.y);
  let factor = ${clipNorm === null ? "1.0" : `min(1.0, ${clipNorm} / (norm + ${CLIP_EPSILON}))`};
  ${GRADIENT_SUMS} = vec4f(norm, factor, 0, 0);`,
  }),
);

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
  return normKernel({ clipNorm }).dispatch({
    operands,
    sizes: { threads: normThreads(length), workgroups: 1 },
  });
}
