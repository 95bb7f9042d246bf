import { CLIP_EPSILON, SMALLEST_MAGNITUDE } from "../../optimisers/clip.ts";
import { GRADIENT_NORM, SQUARED_GRADIENT } from "../../plan/operations/gradient-norm.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { GRADIENT_SUMS } from "../ir/gradient-sums.ts";
import { WORKGROUP } from "../ir/kernel.ts";

export const squaredGradientKernel = defineKernel(SQUARED_GRADIENT, {
  explanation: `A thread sums the squares of the gradients in a strided loop over the vectors. In f32 the square of
1e25 overflows and that of 1e-25 underflows, so all values are divided by the largest magnitude so far. When a larger
one occurs, the sum is rescaled. The result is the largest magnitude and the sum.`,
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

export const gradientNormKernel = defineKernel(GRADIENT_NORM, ({ clips, clipNorm }) => ({
  variant: clips ? `clipped at ${clipNorm}` : "",
  explanation: `A single workgroup. Each thread merges every ${WORKGROUP}th partial result. The first thread then
merges the results of all threads in order, and computes the gradient norm and the clipping factor.`,
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
  let factor = ${clips ? `min(1.0, ${clipNorm} / (norm + ${CLIP_EPSILON}))` : "1.0"};
  ${GRADIENT_SUMS} = vec4f(norm, factor, 0, 0);`,
}));
