import { endOf, jobsFor, startOf } from "./jobs";
import { pixelsPerThread } from "./pixel-sums";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES } from "./vectors";

/** Time of a pixel, in vectors. */
const PIXEL_COST: u32 = 16;

@unmanaged
export class DirectionLoss extends DispatchRecord {
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
  hasGradient: u32;
}

// @inline
function costOf(d: DirectionLoss): u32 {
  return pixelsPerThread(d.pixels, d.threads) * PIXEL_COST;
}

export function directionLossJobs(d: DirectionLoss): u32 {
  return jobsFor(d.threads, costOf(d));
}

/**
 * Per thread, the sum of the weighted squares of the angles between output and target, from their cross and
 * dot product; with `gradient`, 2 angle / length^2 across each output. A zero output has no direction: it
 * counts as a right angle and gets no gradient.
 */
export function directionLoss(d: DirectionLoss, job: u32): void {
  const pixels = d.pixels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const scale = changetype<StepScalars>(d.scalars).lossScale;
  const hasGradient = d.hasGradient !== 0;
  const last = endOf(job, d.threads, costOf(d));
  for (let thread = startOf(job, costOf(d)); thread < last; thread++) {
    let sum: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      const output = d.output + pixel * d.outputStride;
      const px = load<f32>(output);
      const py = load<f32>(output, 4);
      const ux = load<f32>(d.unit_vectors + pixel * 8);
      const uy = load<f32>(d.unit_vectors + pixel * 8, 4);
      const share = load<f32>(d.weight + pixel * 4) * load<f32>(d.valid + pixel * 4) * scale;
      const across = py * ux - px * uy;
      const along = px * ux + py * uy;
      const squared = across * across + along * along;
      const angle = Mathf.atan2(squared > 0 ? across : 1, along);
      sum += share * angle * angle;
      if (hasGradient) {
        const slope = (share * 2 * angle) / (squared > 0 ? squared : 1);
        const forAcross = slope * along;
        const forAlong = -slope * across;
        const gradient = d.gradient + pixel * d.gradientStride;
        store<f32>(gradient, forAlong * ux - forAcross * uy);
        store<f32>(gradient, forAlong * uy + forAcross * ux, 4);
        store<f32>(gradient, 0, 8);
        store<f32>(gradient, 0, 12);
      }
    }
    const partial = d.partial + thread * VECTOR_BYTES;
    v128.store(partial, f32x4.replace_lane(f32x4.splat(0), 0, sum));
  }
}
