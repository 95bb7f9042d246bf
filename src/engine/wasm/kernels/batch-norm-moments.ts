import { NORM_MOMENTUM } from "./constants";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class Moments extends DispatchRecord {
  x: usize;
  xStride: usize;
  partial: usize;
  pixels: u32;
  pixelsPerPart: u32;
  parts: u32;
  vectors: u32;
}

export function momentsJobs(d: Moments): u32 {
  return jobsFor(d.parts * d.vectors, d.pixelsPerPart);
}

/**
 * Mean, then sum of squared deviations, per part and channel: `[2, part, channel]`. The sums are of
 * differences to the first pixel of the part, which avoids cancellation when the mean is large compared with
 * the standard deviation.
 */
export function moments(d: Moments, job: u32): void {
  const stride = d.xStride;
  const items = d.parts * d.vectors;
  const last = endOf(job, items, d.pixelsPerPart);
  for (let item = startOf(job, d.pixelsPerPart); item < last; item++) {
    const start = (item / d.vectors) * d.pixelsPerPart;
    const end = min(start + d.pixelsPerPart, d.pixels);
    let x = d.x + start * stride + (item % d.vectors) * VECTOR_BYTES;
    const origin = v128.load(x);
    let sum = zero();
    let squares = zero();
    for (let pixel = start; pixel < end; pixel++, x += stride) {
      const offset = f32x4.sub(v128.load(x), origin);
      sum = f32x4.add(sum, offset);
      squares = fma(offset, offset, squares);
    }
    const mean = f32x4.div(sum, f32x4.splat(<f32>(end - start)));
    const partial = d.partial + item * VECTOR_BYTES;
    v128.store(partial, f32x4.add(origin, mean));
    const spread = f32x4.sub(squares, f32x4.mul(sum, mean));
    v128.store(partial + items * VECTOR_BYTES, f32x4.max(spread, zero()));
  }
}

@unmanaged
export class MergeMoments extends DispatchRecord {
  partial: usize;
  statistics: usize;
  running: usize;
  pixels: u32;
  pixelsPerPart: u32;
  parts: u32;
  vectors: u32;
}

export function mergeMomentsJobs(d: MergeMoments): u32 {
  return jobsFor(d.vectors, 8 * d.parts);
}

/** Updates a running average with the value of the batch. */
// @inline
function moveAverage(running: usize, value: v128): void {
  const kept = f32x4.mul(v128.load(running), f32x4.splat(<f32>1 - NORM_MOMENTUM));
  v128.store(running, fma(value, f32x4.splat(NORM_MOMENTUM), kept));
}

/**
 * Mean and biased variance of the batch, `[2, channel]`, merged from the parts in order (Chan, Golub and
 * LeVeque 1979); then updates the running averages, with the unbiased variance.
 */
export function mergeMoments(d: MergeMoments, job: u32): void {
  const rowBytes = d.vectors * VECTOR_BYTES;
  const last = endOf(job, d.vectors, 8 * d.parts);
  for (let vector = startOf(job, 8 * d.parts); vector < last; vector++) {
    let partial = d.partial + vector * VECTOR_BYTES;
    let count: f32 = 0;
    let mean = zero();
    let squares = zero();
    for (let part: u32 = 0; part < d.parts; part++, partial += rowBytes) {
      const start = part * d.pixelsPerPart;
      const partCount = <f32>(min(start + d.pixelsPerPart, d.pixels) - start);
      const delta = f32x4.sub(v128.load(partial), mean);
      const fraction = partCount / (count + partCount);
      mean = fma(delta, f32x4.splat(fraction), mean);
      squares = f32x4.add(squares, v128.load(partial + d.parts * rowBytes));
      squares = fma(f32x4.mul(delta, delta), f32x4.splat(count * fraction), squares);
      count += partCount;
    }
    const statistics = d.statistics + vector * VECTOR_BYTES;
    v128.store(statistics, mean);
    v128.store(statistics + rowBytes, f32x4.div(squares, f32x4.splat(count)));
    const running = d.running + vector * VECTOR_BYTES;
    moveAverage(running, mean);
    moveAverage(running + rowBytes, f32x4.div(squares, f32x4.splat(max<f32>(count - 1, 1))));
  }
}
