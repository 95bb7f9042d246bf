import { endOf, jobsFor, startOf } from "./jobs";
import { pixelsPerThread } from "./pixel-sums";
import { probability } from "./probability";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES, zero } from "./vectors";

/** Times of a pixel, in vectors: nearly all for the exponentials of the levels. */
const SUMS_COST: u32 = 90;
const GRADIENT_COST: u32 = 110;

const LEVELS: usize = 16;
/** Bytes from the start of a pixel to the components of its vector and to its mask logit. */
const VECTOR_AT: usize = LEVELS * 4;
const MASK_AT: usize = VECTOR_AT + 8;

/** The largest of the level logits of a pixel. */
// @inline
function largestOf(output: usize): f32 {
  let largest = load<f32>(output);
  for (let at: usize = 4; at < VECTOR_AT; at += 4) largest = max(largest, load<f32>(output + at));
  return largest;
}

@unmanaged
export class SharedLossSums extends DispatchRecord {
  output: usize;
  outputStride: usize;
  mask: usize;
  unit_vectors: usize;
  level: usize;
  vector_weight: usize;
  level_weight: usize;
  partial: usize;
  pixels: u32;
  threads: u32;
  crossEntropyWeight: f32;
  diceWeight: f32;
  smoothing: f32;
  vectorWeight: f32;
  levelWeight: f32;
}

// @inline
function sumsCost(d: SharedLossSums): u32 {
  return pixelsPerThread(d.pixels, d.threads) * SUMS_COST;
}

export function sharedLossSumsJobs(d: SharedLossSums): u32 {
  return jobsFor(d.threads, sumsCost(d));
}

/**
 * Per thread, the sums of the weighted costs of mask, vector and level, of probability times mask, probability and
 * mask: all that the loss consists of. Pixels with a mask below 0 are ignored.
 */
export function sharedLossSums(d: SharedLossSums, job: u32): void {
  const pixels = d.pixels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const last = endOf(job, d.threads, sumsCost(d));
  for (let thread = startOf(job, sumsCost(d)); thread < last; thread++) {
    let costs: f32 = 0;
    let both: f32 = 0;
    let found: f32 = 0;
    let cells: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      const truth = load<f32>(d.mask + pixel * 4);
      if (!(truth >= 0)) continue;
      const output = d.output + pixel * d.outputStride;
      const logit = load<f32>(output + MASK_AT);
      const small = Mathf.exp(-abs(logit));
      const p = probability(logit, small);
      const entropy = max<f32>(logit, 0) - logit * truth + Mathf.log(1 + small);
      const down = load<f32>(output + VECTOR_AT) - load<f32>(d.unit_vectors + pixel * 8);
      const right = load<f32>(output + VECTOR_AT, 4) - load<f32>(d.unit_vectors + pixel * 8, 4);
      const largest = largestOf(output);
      let total: f32 = 0;
      for (let at: usize = 0; at < VECTOR_AT; at += 4) total += Mathf.exp(load<f32>(output + at) - largest);
      const level = <usize>max<f32>(load<f32>(d.level + pixel * 4), 0) * 4;
      const surprise = Mathf.log(total) + largest - load<f32>(output + level);
      costs +=
        d.crossEntropyWeight * entropy +
        d.vectorWeight * load<f32>(d.vector_weight + pixel * 4) * (down * down + right * right) +
        d.levelWeight * load<f32>(d.level_weight + pixel * 4) * surprise;
      both += p * truth;
      found += p;
      cells += truth;
    }
    const partial = d.partial + thread * VECTOR_BYTES;
    store<f32>(partial, costs);
    store<f32>(partial, both, 4);
    store<f32>(partial, found, 8);
    store<f32>(partial, cells, 12);
  }
}

@unmanaged
export class SharedLossGradient extends DispatchRecord {
  output: usize;
  outputStride: usize;
  gradient: usize;
  gradientStride: usize;
  mask: usize;
  unit_vectors: usize;
  level: usize;
  vector_weight: usize;
  level_weight: usize;
  total: usize;
  scalars: usize;
  pixels: u32;
  vectors: u32;
  crossEntropyWeight: f32;
  diceWeight: f32;
  smoothing: f32;
  vectorWeight: f32;
  levelWeight: f32;
}

export function sharedLossGradientJobs(d: SharedLossGradient): u32 {
  return jobsFor(d.pixels, GRADIENT_COST);
}

/** The gradient at each pixel, from the sums over all of them. */
export function sharedLossGradient(d: SharedLossGradient, job: u32): void {
  const scale = changetype<StepScalars>(d.scalars).lossScale;
  const upper = <f32>2 * load<f32>(d.total, 4) + d.smoothing;
  const lower = load<f32>(d.total, 8) + load<f32>(d.total, 12) + d.smoothing;
  const end = endOf(job, d.pixels, GRADIENT_COST);
  for (let pixel = startOf(job, GRADIENT_COST); pixel < end; pixel++) {
    const gradient = d.gradient + pixel * d.gradientStride;
    const truth = load<f32>(d.mask + pixel * 4);
    if (!(truth >= 0)) {
      for (let at: usize = 0; at <= VECTOR_AT; at += VECTOR_BYTES) v128.store(gradient + at, zero());
      continue;
    }
    const output = d.output + pixel * d.outputStride;
    const largest = largestOf(output);
    let total: f32 = 0;
    for (let at: usize = 0; at < VECTOR_AT; at += 4) {
      const power = Mathf.exp(load<f32>(output + at) - largest);
      total += power;
      store<f32>(gradient + at, power);
    }
    const forLevel = d.levelWeight * load<f32>(d.level_weight + pixel * 4) * scale;
    const level = <usize>max<f32>(load<f32>(d.level + pixel * 4), 0) * 4;
    for (let at: usize = 0; at < VECTOR_AT; at += 4) {
      const y = load<f32>(gradient + at) / total;
      store<f32>(gradient + at, forLevel * (at === level ? y - 1 : y));
    }
    const forVector = <f32>2 * d.vectorWeight * load<f32>(d.vector_weight + pixel * 4) * scale;
    const down = load<f32>(output + VECTOR_AT) - load<f32>(d.unit_vectors + pixel * 8);
    const right = load<f32>(output + VECTOR_AT, 4) - load<f32>(d.unit_vectors + pixel * 8, 4);
    const logit = load<f32>(output + MASK_AT);
    const p = probability(logit, Mathf.exp(-abs(logit)));
    const forProbability = (-d.diceWeight * (2 * truth * lower - upper)) / (lower * lower);
    const forMask = d.crossEntropyWeight * (p - truth) * scale + forProbability * p * (1 - p);
    store<f32>(gradient + VECTOR_AT, forVector * down);
    store<f32>(gradient + VECTOR_AT, forVector * right, 4);
    store<f32>(gradient + VECTOR_AT, forMask, 8);
    store<f32>(gradient + VECTOR_AT, 0, 12);
  }
}
