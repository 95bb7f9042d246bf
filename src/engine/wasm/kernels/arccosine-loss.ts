import { endOf, jobsFor, startOf } from "./jobs";
import { pixelsPerThread } from "./pixel-sums";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES } from "./vectors";

/** Time of a pixel, in vectors. */
const PIXEL_COST: u32 = 16;

@unmanaged
export class ArccosineLoss extends DispatchRecord {
  output: usize;
  outputStride: usize;
  gradient: usize;
  gradientStride: usize;
  unit_vectors: usize;
  valid: usize;
  weight: usize;
  scalars: usize;
  partial: usize;
  pixels: u32;
  threads: u32;
  limit: f32;
  hasGradient: u32;
}

// @inline
function costOf(d: ArccosineLoss): u32 {
  return pixelsPerThread(d.pixels, d.threads) * PIXEL_COST;
}

export function arccosineLossJobs(d: ArccosineLoss): u32 {
  return jobsFor(d.threads, costOf(d));
}

/**
 * Per thread, the sum of the weighted squares of the arccosines of the dot products of output and target, limited to
 * `limit`; with `gradient`, -2 angle / sine along the target, or 0 outside the limits.
 */
export function arccosineLoss(d: ArccosineLoss, job: u32): void {
  const pixels = d.pixels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const scale = changetype<StepScalars>(d.scalars).lossScale;
  const limit = d.limit;
  const hasGradient = d.hasGradient !== 0;
  const last = endOf(job, d.threads, costOf(d));
  for (let thread = startOf(job, costOf(d)); thread < last; thread++) {
    let sum: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      const output = d.output + pixel * d.outputStride;
      const ux = load<f32>(d.unit_vectors + pixel * 8);
      const uy = load<f32>(d.unit_vectors + pixel * 8, 4);
      const share = load<f32>(d.weight + pixel * 4) * load<f32>(d.valid + pixel * 4) * scale;
      const along = load<f32>(output) * ux + load<f32>(output, 4) * uy;
      const cosine = max(-limit, min(limit, along));
      const sine = sqrt<f32>((1 - cosine) * (1 + cosine));
      const angle = Mathf.atan2(sine, cosine);
      sum += share * angle * angle;
      if (hasGradient) {
        const slope: f32 = abs(along) <= limit ? (share * -2 * angle) / sine : 0;
        const gradient = d.gradient + pixel * d.gradientStride;
        store<f32>(gradient, slope * ux);
        store<f32>(gradient, slope * uy, 4);
        store<f32>(gradient, 0, 8);
        store<f32>(gradient, 0, 12);
      }
    }
    const partial = d.partial + thread * VECTOR_BYTES;
    v128.store(partial, f32x4.replace_lane(f32x4.splat(0), 0, sum));
  }
}
