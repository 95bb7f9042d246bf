import { CLIP_EPSILON, SMALLEST_MAGNITUDE } from "./constants";
import { fma } from "./fma";
import { ceilDiv, endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { largestOf, sumOf, VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class SquaredGradient extends DispatchRecord {
  gradients: usize;
  partial: usize;
  threads: u32;
  length: u32;
}

// @inline
function vectorsPerThread(d: SquaredGradient): u32 {
  return ceilDiv(d.length, d.threads);
}

export function squaredGradientJobs(d: SquaredGradient): u32 {
  return jobsFor(d.threads, vectorsPerThread(d));
}

/**
 * Per thread, the largest magnitude of its run of vectors, and the sum of their squares divided by the square
 * of that magnitude: in f32 the square of 1e25 overflows and that of 1e-25 underflows.
 */
export function squaredGradient(d: SquaredGradient, job: u32): void {
  const perThread = vectorsPerThread(d);
  const last = endOf(job, d.threads, perThread);
  for (let thread = startOf(job, perThread); thread < last; thread++) {
    const start = d.gradients + min(thread * perThread, d.length) * VECTOR_BYTES;
    const end = d.gradients + min((thread + 1) * perThread, d.length) * VECTOR_BYTES;
    let magnitudes = zero();
    for (let at = start; at < end; at += VECTOR_BYTES) {
      magnitudes = f32x4.pmax(magnitudes, f32x4.abs(v128.load(at)));
    }
    const largest = largestOf(magnitudes);
    const scale = f32x4.splat(<f32>1 / max(largest, SMALLEST_MAGNITUDE));
    let squares = zero();
    for (let at = start; at < end; at += VECTOR_BYTES) {
      const scaled = f32x4.mul(v128.load(at), scale);
      squares = fma(scaled, scaled, squares);
    }
    store<f32>(d.partial + thread * 8, largest);
    store<f32>(d.partial + thread * 8, sumOf(squares), 4);
  }
}

@unmanaged
export class GradientNorm extends DispatchRecord {
  partial: usize;
  sums: usize;
  threads: u32;
  clips: u32;
  /** Has no meaning without `clips`. */
  clipNorm: f32;
}

/**
 * The L2 norm of all gradients from the parts, and the factor that clips it at `clipNorm`, as second vector
 * of `sums`.
 */
export function gradientNorm(d: GradientNorm): void {
  const end = d.partial + d.threads * 8;
  let largest: f32 = 0;
  for (let at = d.partial; at < end; at += 8) largest = max(largest, load<f32>(at));
  const bounded = <f64>max(largest, SMALLEST_MAGNITUDE);
  let sum: f64 = 0;
  for (let at = d.partial; at < end; at += 8) {
    const shrink = <f64>load<f32>(at) / bounded;
    sum += shrink * shrink * <f64>load<f32>(at, 4);
  }
  const norm = <f32>(<f64>largest * sqrt<f64>(sum));
  const factor: f32 = d.clips ? min<f32>(1, d.clipNorm / (norm + CLIP_EPSILON)) : 1;
  const sums = d.sums + VECTOR_BYTES;
  store<f32>(sums, norm);
  store<f32>(sums, factor, 4);
  store<f32>(sums, 0, 8);
  store<f32>(sums, 0, 12);
}
