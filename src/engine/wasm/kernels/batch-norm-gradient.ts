import { deviationAt } from "./batch-norm";
import { storeGradient } from "./epilogue";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class BatchNormGradientSums extends DispatchRecord {
  x: usize;
  xStride: usize;
  gradient: usize;
  gradientStride: usize;
  statistics: usize;
  partial: usize;
  pixels: u32;
  pixelsPerPart: u32;
  parts: u32;
  vectors: u32;
}

export function batchNormGradientSumsJobs(d: BatchNormGradientSums): u32 {
  return jobsFor(d.parts * d.vectors, d.pixelsPerPart);
}

/**
 * Partial sums per part and channel, `[part, 2, channel]`: output gradient times normalised value, for the
 * gradient of the scale, and output gradient, for the gradient of the shift.
 */
export function batchNormGradientSums(d: BatchNormGradientSums, job: u32): void {
  const vectors = d.vectors;
  const rowBytes = vectors * VECTOR_BYTES;
  const last = endOf(job, d.parts * vectors, d.pixelsPerPart);
  for (let item = startOf(job, d.pixelsPerPart); item < last; item++) {
    const part = item / vectors;
    const at = (item % vectors) * VECTOR_BYTES;
    const start = part * d.pixelsPerPart;
    const end = min(start + d.pixelsPerPart, d.pixels);
    const mean = v128.load(d.statistics + at);
    let x = d.x + start * d.xStride + at;
    let gradient = d.gradient + start * d.gradientStride + at;
    let along = zero();
    let sum = zero();
    for (let pixel = start; pixel < end; pixel++, x += d.xStride, gradient += d.gradientStride) {
      const incoming = v128.load(gradient);
      along = fma(incoming, f32x4.sub(v128.load(x), mean), along);
      sum = f32x4.add(sum, incoming);
    }
    const partial = d.partial + part * 2 * rowBytes + at;
    v128.store(partial, f32x4.div(along, deviationAt(d.statistics + rowBytes + at)));
    v128.store(partial + rowBytes, sum);
  }
}

@unmanaged
export class BatchNormGradient extends DispatchRecord {
  x: usize;
  xStride: usize;
  gradient: usize;
  gradientStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  statistics: usize;
  affine: usize;
  sums: usize;
  pixels: u32;
  vectors: u32;
  accumulate: u32;
  hasMask: u32;
}

export function batchNormGradientJobs(d: BatchNormGradient): u32 {
  return jobsFor(d.pixels, 2 * d.vectors);
}

/** Input gradient: output gradient minus its mean and minus its component along the normalised values, scaled. */
export function batchNormGradient(d: BatchNormGradient, job: u32): void {
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const rowBytes = d.vectors * VECTOR_BYTES;
  const start = startOf(job, 2 * d.vectors);
  const end = endOf(job, d.pixels, 2 * d.vectors);
  const count = f32x4.splat(<f32>d.pixels);
  for (let at: usize = 0; at < rowBytes; at += VECTOR_BYTES) {
    const mean = v128.load(d.statistics + at);
    const deviation = deviationAt(d.statistics + rowBytes + at);
    const scale = f32x4.div(v128.load(d.affine + at), deviation);
    const offset = f32x4.div(v128.load(d.sums + rowBytes + at), count);
    const slope = f32x4.div(f32x4.div(v128.load(d.sums + at), count), deviation);
    for (let pixel = start; pixel < end; pixel++) {
      const centred = f32x4.sub(v128.load(d.x + pixel * d.xStride + at), mean);
      const surplus = fma(centred, slope, offset);
      const incoming = v128.load(d.gradient + pixel * d.gradientStride + at);
      const value = f32x4.mul(scale, f32x4.sub(incoming, surplus));
      const mask = d.mask + pixel * d.maskStride + at;
      storeGradient(value, d.target + pixel * d.targetStride + at, accumulate, masked, mask);
    }
  }
}
