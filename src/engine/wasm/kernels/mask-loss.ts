import { endOf, jobsFor, startOf } from "./jobs";
import { pixelsPerThread } from "./pixel-sums";
import { probability } from "./probability";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES, zero } from "./vectors";

/** Times of a pixel, in vectors. */
const SUMS_COST: u32 = 8;
const GRADIENT_COST: u32 = 5;

@unmanaged
export class MaskLossSums extends DispatchRecord {
  output: usize;
  outputStride: usize;
  mask: usize;
  partial: usize;
  pixels: u32;
  threads: u32;
  crossEntropyWeight: f32;
  diceWeight: f32;
  smoothing: f32;
}

// @inline
function sumsCost(d: MaskLossSums): u32 {
  return pixelsPerThread(d.pixels, d.threads) * SUMS_COST;
}

export function maskLossSumsJobs(d: MaskLossSums): u32 {
  return jobsFor(d.threads, sumsCost(d));
}

/**
 * Per thread, the sums of cross entropy, probability times mask, probability and mask: all that the loss
 * consists of. Pixels with a mask below 0 are ignored.
 */
export function maskLossSums(d: MaskLossSums, job: u32): void {
  const pixels = d.pixels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const last = endOf(job, d.threads, sumsCost(d));
  for (let thread = startOf(job, sumsCost(d)); thread < last; thread++) {
    let entropy: f32 = 0;
    let both: f32 = 0;
    let found: f32 = 0;
    let cells: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      const truth = load<f32>(d.mask + pixel * 4);
      if (!(truth >= 0)) continue;
      const logit = load<f32>(d.output + pixel * d.outputStride);
      const small = Mathf.exp(-abs(logit));
      const p = probability(logit, small);
      entropy += max<f32>(logit, 0) - logit * truth + Mathf.log(1 + small);
      both += p * truth;
      found += p;
      cells += truth;
    }
    const partial = d.partial + thread * VECTOR_BYTES;
    store<f32>(partial, entropy);
    store<f32>(partial, both, 4);
    store<f32>(partial, found, 8);
    store<f32>(partial, cells, 12);
  }
}

@unmanaged
export class MaskLossGradient extends DispatchRecord {
  output: usize;
  outputStride: usize;
  gradient: usize;
  gradientStride: usize;
  mask: usize;
  total: usize;
  scalars: usize;
  pixels: u32;
  vectors: u32;
  crossEntropyWeight: f32;
  diceWeight: f32;
  smoothing: f32;
}

export function maskLossGradientJobs(d: MaskLossGradient): u32 {
  return jobsFor(d.pixels, GRADIENT_COST);
}

/** The gradient at each pixel, from the sums over all of them. */
export function maskLossGradient(d: MaskLossGradient, job: u32): void {
  const scale = changetype<StepScalars>(d.scalars).lossScale;
  const upper = <f32>2 * load<f32>(d.total, 4) + d.smoothing;
  const lower = load<f32>(d.total, 8) + load<f32>(d.total, 12) + d.smoothing;
  const crossEntropyWeight = d.crossEntropyWeight;
  const diceWeight = d.diceWeight;
  const end = endOf(job, d.pixels, GRADIENT_COST);
  for (let pixel = startOf(job, GRADIENT_COST); pixel < end; pixel++) {
    const truth = load<f32>(d.mask + pixel * 4);
    let value: f32 = 0;
    if (truth >= 0) {
      const logit = load<f32>(d.output + pixel * d.outputStride);
      const p = probability(logit, Mathf.exp(-abs(logit)));
      const forProbability = (-diceWeight * (2 * truth * lower - upper)) / (lower * lower);
      value = crossEntropyWeight * (p - truth) * scale + forProbability * p * (1 - p);
    }
    v128.store(d.gradient + pixel * d.gradientStride, f32x4.replace_lane(zero(), 0, value));
  }
}
