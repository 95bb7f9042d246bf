import { NORM_EPSILON } from "./constants";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

/** Standard deviation from the variance at `variance`. */
// @inline
export function deviationAt(variance: usize): v128 {
  return f32x4.sqrt(f32x4.add(v128.load(variance), f32x4.splat(NORM_EPSILON)));
}

@unmanaged
export class BatchNorm extends DispatchRecord {
  x: usize;
  xStride: usize;
  target: usize;
  targetStride: usize;
  statistics: usize;
  affine: usize;
  pixels: u32;
  vectors: u32;
  relu: u32;
}

export function batchNormJobs(d: BatchNorm): u32 {
  return jobsFor(d.pixels, d.vectors);
}

/** Normalises by the mean and variance of each channel, then applies scale and shift. */
export function batchNorm(d: BatchNorm, job: u32): void {
  const relu = d.relu !== 0;
  const rowBytes = d.vectors * VECTOR_BYTES;
  const start = startOf(job, d.vectors);
  const end = endOf(job, d.pixels, d.vectors);
  for (let at: usize = 0; at < rowBytes; at += VECTOR_BYTES) {
    const mean = v128.load(d.statistics + at);
    const scale = f32x4.div(v128.load(d.affine + at), deviationAt(d.statistics + rowBytes + at));
    const shift = v128.load(d.affine + rowBytes + at);
    let x = d.x + start * d.xStride + at;
    let target = d.target + start * d.targetStride + at;
    for (let pixel = start; pixel < end; pixel++, x += d.xStride, target += d.targetStride) {
      const value = fma(f32x4.sub(v128.load(x), mean), scale, shift);
      v128.store(target, relu ? f32x4.max(value, zero()) : value);
    }
  }
}
