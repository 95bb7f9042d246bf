import { storeGradient } from "./epilogue";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, where } from "./vectors";

/** Index of the average among the kinds of pools. */
const AVERAGE: u32 = 1;

/** Input pixel at the top left of the block of an output pixel. */
// @inline
function cornerOf(pixel: u32, columns: u32): u32 {
  return (pixel / columns) * 2 * columns * 2 + (pixel % columns) * 2;
}

// @inline
function largest(x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  return f32x4.max(f32x4.max(x0, x1), f32x4.max(x2, x3));
}

// @inline
function mean(x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  return f32x4.mul(f32x4.add(f32x4.add(f32x4.add(x0, x1), x2), x3), f32x4.splat(0.25));
}

@unmanaged
export class Pool extends DispatchRecord {
  x: usize;
  xStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
  /** Of the pooled image. */
  columns: u32;
  /** 0: maximum, 1: average. */
  kind: u32;
}

export function poolJobs(d: Pool): u32 {
  return jobsFor(d.pixels, 4 * d.vectors);
}

/** Maximum or mean of each block of 2 x 2 pixels. */
export function pool(d: Pool, job: u32): void {
  const average = d.kind === AVERAGE;
  const right = d.xStride;
  const below = 2 * d.columns * d.xStride;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, 4 * d.vectors);
  for (let pixel = startOf(job, 4 * d.vectors); pixel < end; pixel++) {
    const x = d.x + cornerOf(pixel, d.columns) * d.xStride;
    const target = d.target + pixel * d.targetStride;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const x0 = v128.load(x + at);
      const x1 = v128.load(x + at + right);
      const x2 = v128.load(x + at + below);
      const x3 = v128.load(x + at + below + right);
      v128.store(target + at, average ? mean(x0, x1, x2, x3) : largest(x0, x1, x2, x3));
    }
  }
}

@unmanaged
export class PoolGradient extends DispatchRecord {
  /** Of maxima only. */
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
  columns: u32;
  /** 0: maximum, 1: average. */
  kind: u32;
  accumulate: u32;
  hasMask: u32;
}

export function poolGradientJobs(d: PoolGradient): u32 {
  return jobsFor(d.pixels, 6 * d.vectors);
}

/**
 * Passes the gradient of a block to the largest of its four pixels, the first of equals as in PyTorch,
 * or distributes it equally to all four.
 */
export function poolGradient(d: PoolGradient, job: u32): void {
  const average = d.kind === AVERAGE;
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const rightX = d.xStride;
  const belowX = 2 * d.columns * d.xStride;
  const rightMask = d.maskStride;
  const belowMask = 2 * d.columns * d.maskStride;
  const right = d.targetStride;
  const below = 2 * d.columns * d.targetStride;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, 6 * d.vectors);
  for (let pixel = startOf(job, 6 * d.vectors); pixel < end; pixel++) {
    const corner = cornerOf(pixel, d.columns);
    const gradient = d.gradient + pixel * d.gradientStride;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const incoming = v128.load(gradient + at);
      const x = d.x + corner * d.xStride + at;
      const mask = d.mask + corner * d.maskStride + at;
      const target = d.target + corner * d.targetStride + at;
      let gradient0 = f32x4.mul(incoming, f32x4.splat(0.25));
      let gradient1 = gradient0;
      let gradient2 = gradient0;
      let gradient3 = gradient0;
      if (!average) {
        const x0 = v128.load(x);
        const x1 = v128.load(x + rightX);
        const x2 = v128.load(x + belowX);
        const x3 = v128.load(x + belowX + rightX);
        const maximum = largest(x0, x1, x2, x3);
        const is0 = f32x4.eq(x0, maximum);
        const is1 = v128.andnot(f32x4.eq(x1, maximum), is0);
        const isAbove = v128.or(is0, is1);
        const is2 = v128.andnot(f32x4.eq(x2, maximum), isAbove);
        gradient0 = where(is0, incoming);
        gradient1 = where(is1, incoming);
        gradient2 = where(is2, incoming);
        gradient3 = v128.andnot(incoming, v128.or(isAbove, is2));
      }
      storeGradient(gradient0, target, accumulate, masked, mask);
      storeGradient(gradient1, target + right, accumulate, masked, mask + rightMask);
      storeGradient(gradient2, target + below, accumulate, masked, mask + belowMask);
      storeGradient(gradient3, target + below + right, accumulate, masked, mask + belowMask + rightMask);
    }
  }
}
