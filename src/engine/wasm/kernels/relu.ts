import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, where, zero } from "./vectors";

@unmanaged
export class Relu extends DispatchRecord {
  x: usize;
  xStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
}

export function reluJobs(d: Relu): u32 {
  return jobsFor(d.pixels, d.vectors);
}

/** Sets negative values to 0. */
export function relu(d: Relu, job: u32): void {
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, d.vectors);
  for (let pixel = startOf(job, d.vectors); pixel < end; pixel++) {
    const x = d.x + pixel * d.xStride;
    const target = d.target + pixel * d.targetStride;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      v128.store(target + at, f32x4.max(v128.load(x + at), zero()));
    }
  }
}

@unmanaged
export class ReluMask extends DispatchRecord {
  mask: usize;
  maskStride: usize;
  gradient: usize;
  gradientStride: usize;
  pixels: u32;
  vectors: u32;
}

export function reluMaskJobs(d: ReluMask): u32 {
  return jobsFor(d.pixels, d.vectors);
}

/** Sets the gradient to 0 where the output of the ReLU is 0. */
export function reluMask(d: ReluMask, job: u32): void {
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, d.vectors);
  for (let pixel = startOf(job, d.vectors); pixel < end; pixel++) {
    const mask = d.mask + pixel * d.maskStride;
    const gradient = d.gradient + pixel * d.gradientStride;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const passes = f32x4.gt(v128.load(mask + at), zero());
      v128.store(gradient + at, where(passes, v128.load(gradient + at)));
    }
  }
}
