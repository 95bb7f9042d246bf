import { storeGradient } from "./epilogue";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES, where } from "./vectors";

/** Time of a vector, in vectors of simple arithmetic. */
const COST: u32 = 4;

@unmanaged
export class Dropout extends DispatchRecord {
  x: usize;
  xStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  scalars: usize;
  pixels: u32;
  vectors: u32;
  number: u32;
  seed: u32;
  rate: f64;
  accumulate: u32;
  hasMask: u32;
}

export function dropoutJobs(d: Dropout): u32 {
  return jobsFor(d.pixels, COST * d.vectors);
}

/** Four random numbers, a hash of four words: `pcg4d` of Jarzynski & Olano 2020. */
// @inline
function pcg4d(x: u32, y: u32, z: u32, w: u32): v128 {
  x = x * 1664525 + 1013904223;
  y = y * 1664525 + 1013904223;
  z = z * 1664525 + 1013904223;
  w = w * 1664525 + 1013904223;
  x += y * w;
  y += z * x;
  z += x * y;
  w += y * z;
  x ^= x >> 16;
  y ^= y >> 16;
  z ^= z >> 16;
  w ^= w >> 16;
  x += y * w;
  y += z * x;
  z += x * y;
  w += y * z;
  const xy = i32x4.replace_lane(i32x4.splat(x), 1, y);
  return i32x4.replace_lane(i32x4.replace_lane(xy, 2, z), 3, w);
}

/**
 * Sets random values to 0 and scales the others, which preserves the mean. The random numbers are a hash of
 * the vector index, the dropout node, the training pass and the seed: the backward pass recomputes them.
 */
export function dropout(d: Dropout, job: u32): void {
  const pass = <u32>changetype<StepScalars>(d.scalars).pass;
  const number = d.number;
  const seed = d.seed;
  const threshold = i32x4.splat(<u32>(d.rate * 4294967296.0));
  const scale = f32x4.splat(<f32>(1 / (1 - d.rate)));
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, COST * d.vectors);
  let pixel = startOf(job, COST * d.vectors);
  let index = pixel * d.vectors;
  for (; pixel < end; pixel++) {
    const x = d.x + pixel * d.xStride;
    const mask = d.mask + pixel * d.maskStride;
    const target = d.target + pixel * d.targetStride;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES, index++) {
      const kept = i32x4.ge_u(pcg4d(index, number, pass, seed), threshold);
      const value = where(kept, f32x4.mul(v128.load(x + at), scale));
      storeGradient(value, target + at, accumulate, masked, mask + at);
    }
  }
}
