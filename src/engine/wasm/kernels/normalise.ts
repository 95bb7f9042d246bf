import { storeGradient } from "./epilogue";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { sumOf, VECTOR_BYTES, zero } from "./vectors";

/** Dot product of two pixels of `bytes`. */
// @inline
function dot(a: usize, b: usize, bytes: usize): f32 {
  let sums = zero();
  for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
    sums = fma(v128.load(a + at), v128.load(b + at), sums);
  }
  return sumOf(sums);
}

@unmanaged
export class Normalise extends DispatchRecord {
  x: usize;
  xStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
  floor: f32;
}

export function normaliseJobs(d: Normalise): u32 {
  return jobsFor(d.pixels, 2 * d.vectors);
}

/** x / sqrt(max(|x|^2, floor)) per pixel. */
export function normalise(d: Normalise, job: u32): void {
  const floor = d.floor;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, 2 * d.vectors);
  for (let pixel = startOf(job, 2 * d.vectors); pixel < end; pixel++) {
    const x = d.x + pixel * d.xStride;
    const target = d.target + pixel * d.targetStride;
    const length = f32x4.splat(sqrt<f32>(max(dot(x, x, bytes), floor)));
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      v128.store(target + at, f32x4.div(v128.load(x + at), length));
    }
  }
}

@unmanaged
export class NormaliseGradient extends DispatchRecord {
  x: usize;
  xStride: usize;
  gradient: usize;
  gradientStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
  floor: f32;
  accumulate: u32;
  hasMask: u32;
}

export function normaliseGradientJobs(d: NormaliseGradient): u32 {
  return jobsFor(d.pixels, 4 * d.vectors);
}

/**
 * Subtracts from each gradient its component along the vector, which does not affect the result, and divides by
 * the length.
 */
export function normaliseGradient(d: NormaliseGradient, job: u32): void {
  const floor = d.floor;
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, 4 * d.vectors);
  for (let pixel = startOf(job, 4 * d.vectors); pixel < end; pixel++) {
    const x = d.x + pixel * d.xStride;
    const gradient = d.gradient + pixel * d.gradientStride;
    const mask = d.mask + pixel * d.maskStride;
    const target = d.target + pixel * d.targetStride;
    const squared = dot(x, x, bytes);
    const projection = f32x4.splat(squared > floor ? dot(x, gradient, bytes) / squared : 0);
    const length = f32x4.splat(sqrt<f32>(max(squared, floor)));
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const orthogonal = f32x4.sub(v128.load(gradient + at), f32x4.mul(v128.load(x + at), projection));
      storeGradient(f32x4.div(orthogonal, length), target + at, accumulate, masked, mask + at);
    }
  }
}
