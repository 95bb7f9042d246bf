import { NORM_MOMENTUM } from "../../../nets/graph.ts";
import { MERGE_MOMENTS, MOMENTS } from "../../plan/operations/batch-norm-moments.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { WORKGROUP } from "../ir/kernel.ts";

export const momentsKernel = defineKernel(MOMENTS, {
  explanation: `A thread processes one vector of four channels for one part of the pixels. It computes their mean and
the sum of squared deviations from the mean. Both are accumulated from differences to the first pixel of the part,
which avoids cancellation when the mean is large compared with the standard deviation.`,
  body: `
  let origin = x_at(start, vector);
  var sum = vec4f(0);
  var squares = vec4f(0);
  for (var pixel = start; pixel < end; pixel++) {
    let offset = x_at(pixel, vector) - origin;
    sum += offset;
    squares += offset * offset;
  }
  let count = f32(end - start);
  partial[thread] = origin + sum / count;
  partial[sizes.parts * sizes.vectors + thread] = max(squares - sum * sum / count, vec4f(0));`,
});

export const mergeMomentsKernel = defineKernel(MERGE_MOMENTS, {
  explanation: `A workgroup processes one vector of four channels. Each thread merges the moments of every
${WORKGROUP}th part (Chan, Golub and LeVeque 1979). The first thread then merges the results of all threads in order,
and updates the running averages, with the unbiased variance.`,
  declarations: `
struct Moments { count: f32, mean: vec4f, squares: vec4f }
var<workgroup> shared_: array<Moments, ${WORKGROUP}>;
fn merge(a: Moments, b: Moments) -> Moments {
  if (b.count == 0.0) { return a; }
  if (a.count == 0.0) { return b; }
  let count = a.count + b.count;
  let delta = b.mean - a.mean;
  let fraction = b.count / count;
  return Moments(count, a.mean + delta * fraction, a.squares + b.squares + delta * delta * (a.count * fraction));
}`,
  body: `
  let vector = group;
  if (vector >= sizes.vectors) { return; }
  var merged = Moments(0.0, vec4f(0), vec4f(0));
  for (var part = lane; part < sizes.parts; part += ${WORKGROUP}u) {
    let at = part * sizes.vectors + vector;
    let start = part * sizes.pixelsPerPart;
    let count = f32(min(start + sizes.pixelsPerPart, sizes.pixels) - start);
    merged = merge(merged, Moments(count, partial[at], partial[sizes.parts * sizes.vectors + at]));
  }
  shared_[lane] = merged;
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var other = 1u; other < ${WORKGROUP}u; other++) { merged = merge(merged, shared_[other]); }
  let variance = merged.squares / merged.count;
  statistics[vector] = merged.mean;
  statistics[sizes.vectors + vector] = variance;
  let unbiased = merged.squares / max(merged.count - 1.0, 1.0);
  running[vector] = mix(running[vector], merged.mean, ${NORM_MOMENTUM});
  running[sizes.vectors + vector] = mix(running[sizes.vectors + vector], unbiased, ${NORM_MOMENTUM});`,
});
