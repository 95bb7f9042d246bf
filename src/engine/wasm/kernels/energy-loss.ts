import { endOf, jobsFor, startOf } from "./jobs";
import { pixelsPerThread } from "./pixel-sums";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES, zero } from "./vectors";

/** Time of one level of a pixel, in vectors. */
const LEVEL_COST: u32 = 10;

@unmanaged
export class EnergyLoss extends DispatchRecord {
  output: usize;
  outputStride: usize;
  gradient: usize;
  gradientStride: usize;
  level: usize;
  mask: usize;
  weight: usize;
  scalars: usize;
  partial: usize;
  pixels: u32;
  threads: u32;
  smallest: f32;
  hasGradient: u32;
  /** Number of levels; their costs follow. */
  levelCosts: u32;
}

// @inline
function costOf(d: EnergyLoss): u32 {
  return pixelsPerThread(d.pixels, d.threads) * d.levelCosts * LEVEL_COST;
}

export function energyLossJobs(d: EnergyLoss): u32 {
  return jobsFor(d.threads, costOf(d));
}

/** Softmax and slope of each level. */
export function energyLossScratch(d: EnergyLoss): u32 {
  return d.levelCosts * 8;
}

/**
 * Per thread, the sum over its pixels of both terms of the cross entropy of each level, times its cost; with
 * `gradient`, the gradient through the softmax of the levels.
 */
export function energyLoss(d: EnergyLoss, job: u32, scratch: usize): void {
  const pixels = d.pixels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const scale = changetype<StepScalars>(d.scalars).lossScale;
  const smallest = d.smallest;
  const hasGradient = d.hasGradient !== 0;
  const levelBytes: usize = d.levelCosts * 4;
  const costs = changetype<usize>(d) + offsetof<EnergyLoss>();
  const softmax = scratch;
  const slopes = scratch + levelBytes;
  const last = endOf(job, d.threads, costOf(d));
  for (let thread = startOf(job, costOf(d)); thread < last; thread++) {
    let sum: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      const share = load<f32>(d.mask + pixel * 4) * load<f32>(d.weight + pixel * 4) * scale;
      const truth = <usize>max<f32>(load<f32>(d.level + pixel * 4), 0) * 4;
      const output = d.output + pixel * d.outputStride;
      let largest = load<f32>(output);
      for (let at: usize = 4; at < levelBytes; at += 4) largest = max(largest, load<f32>(output + at));
      let total: f32 = 0;
      for (let at: usize = 0; at < levelBytes; at += 4) {
        const power = Mathf.exp(load<f32>(output + at) - largest);
        total += power;
        store<f32>(softmax + at, power);
      }
      let cost: f32 = 0;
      let pull: f32 = 0;
      for (let at: usize = 0; at < levelBytes; at += 4) {
        const y = load<f32>(softmax + at) / total;
        const isTrue = truth === at;
        const chance: f32 = isTrue ? y : 1 - y;
        const bounded = max(chance, smallest);
        const price = load<f32>(costs + at);
        cost -= price * Mathf.log(bounded);
        const slope: f32 = chance >= smallest ? (isTrue ? -price : price) / bounded : 0;
        pull += slope * y;
        store<f32>(softmax + at, y);
        store<f32>(slopes + at, slope);
      }
      sum += share * cost;
      if (hasGradient) {
        const gradient = d.gradient + pixel * d.gradientStride;
        for (let at: usize = 0; at < levelBytes; at += VECTOR_BYTES) v128.store(gradient + at, zero());
        for (let at: usize = 0; at < levelBytes; at += 4) {
          const slope = load<f32>(slopes + at) - pull;
          store<f32>(gradient + at, share * (load<f32>(softmax + at) * slope));
        }
      }
    }
    v128.store(d.partial + thread * VECTOR_BYTES, f32x4.replace_lane(zero(), 0, sum));
  }
}
