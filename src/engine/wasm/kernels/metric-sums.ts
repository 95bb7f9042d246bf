import { LARGE_ANGLE, RIGHT_ANGLE, SMALL_ANGLE } from "./constants";
import { endOf, jobsFor, startOf } from "./jobs";
import { pixelsPerThread } from "./pixel-sums";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES } from "./vectors";

/** Times of a pixel, in vectors; for energies, of one level. */
const MASK_COST: u32 = 2;
const DIRECTION_COST: u32 = 16;
const LEVEL_COST: u32 = 1;

// @inline
function storeSums(partial: usize, thread: u32, x: f32, y: f32, z: f32, w: f32): void {
  const at = partial + thread * VECTOR_BYTES;
  store<f32>(at, x);
  store<f32>(at, y, 4);
  store<f32>(at, z, 8);
  store<f32>(at, w, 12);
}

@unmanaged
export class MaskMetricSums extends DispatchRecord {
  output: usize;
  outputStride: usize;
  mask: usize;
  inside: usize;
  partial: usize;
  pixels: u32;
  threads: u32;
  /** Channel of the logit. */
  lane: u32;
}

// @inline
function maskCost(d: MaskMetricSums): u32 {
  return pixelsPerThread(d.pixels, d.threads) * MASK_COST;
}

export function maskMetricSumsJobs(d: MaskMetricSums): u32 {
  return jobsFor(d.threads, maskCost(d));
}

/**
 * Per thread, the numbers of pixels of the real image that are cell in output and mask, and in either:
 * intersection and union. Pixels with a mask below 0 are ignored.
 */
export function maskMetricSums(d: MaskMetricSums, job: u32): void {
  const pixels = d.pixels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const last = endOf(job, d.threads, maskCost(d));
  for (let thread = startOf(job, maskCost(d)); thread < last; thread++) {
    let both: f32 = 0;
    let either: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      const mask = load<f32>(d.mask + pixel * 4);
      if (load<f32>(d.inside + pixel * 4) === 0 || !(mask >= 0)) continue;
      const found = load<f32>(d.output + pixel * d.outputStride + <usize>d.lane * 4) > 0;
      const truth = mask > 0;
      if (found && truth) both += 1;
      if (found || truth) either += 1;
    }
    storeSums(d.partial, thread, both, either, 0, 0);
  }
}

@unmanaged
export class DirectionMetricSums extends DispatchRecord {
  output: usize;
  outputStride: usize;
  unit_vectors: usize;
  valid: usize;
  weight: usize;
  partial: usize;
  pixels: u32;
  threads: u32;
}

// @inline
function directionCost(d: DirectionMetricSums): u32 {
  return pixelsPerThread(d.pixels, d.threads) * DIRECTION_COST;
}

export function directionMetricSumsJobs(d: DirectionMetricSums): u32 {
  return jobsFor(d.threads, directionCost(d));
}

/**
 * Per thread, the weighted sum of the squares of the angles between output and target, and the numbers of
 * valid pixels, of those above the small angle and of those above the large one.
 */
export function directionMetricSums(d: DirectionMetricSums, job: u32): void {
  const pixels = d.pixels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const last = endOf(job, d.threads, directionCost(d));
  for (let thread = startOf(job, directionCost(d)); thread < last; thread++) {
    let weighted: f32 = 0;
    let taught: f32 = 0;
    let aboveSmall: f32 = 0;
    let aboveLarge: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      const share = load<f32>(d.valid + pixel * 4) * load<f32>(d.weight + pixel * 4);
      if (share === 0) continue;
      const output = d.output + pixel * d.outputStride;
      const px = load<f32>(output);
      const py = load<f32>(output, 4);
      const ux = load<f32>(d.unit_vectors + pixel * 8);
      const uy = load<f32>(d.unit_vectors + pixel * 8, 4);
      const isZero = (px === 0 && py === 0) || (ux === 0 && uy === 0);
      const angle = isZero ? RIGHT_ANGLE : Mathf.atan2(abs(py * ux - px * uy), px * ux + py * uy);
      weighted += share * angle * angle;
      taught += 1;
      if (angle > SMALL_ANGLE) aboveSmall += 1;
      if (angle > LARGE_ANGLE) aboveLarge += 1;
    }
    storeSums(d.partial, thread, weighted, taught, aboveSmall, aboveLarge);
  }
}

@unmanaged
export class EnergyMetricSums extends DispatchRecord {
  output: usize;
  outputStride: usize;
  level: usize;
  mask: usize;
  inside: usize;
  partial: usize;
  pixels: u32;
  threads: u32;
  levels: u32;
}

// @inline
function energyCost(d: EnergyMetricSums): u32 {
  return pixelsPerThread(d.pixels, d.threads) * d.levels * LEVEL_COST;
}

export function energyMetricSumsJobs(d: EnergyMetricSums): u32 {
  return jobsFor(d.threads, energyCost(d));
}

/**
 * Per thread, the number of pixels of cells in the real image whose likeliest level, the first of equals, is
 * the true one, and the number of all such pixels.
 */
export function energyMetricSums(d: EnergyMetricSums, job: u32): void {
  const pixels = d.pixels;
  const levels = d.levels;
  const perThread = pixelsPerThread(pixels, d.threads);
  const last = endOf(job, d.threads, energyCost(d));
  for (let thread = startOf(job, energyCost(d)); thread < last; thread++) {
    let right: f32 = 0;
    let counted: f32 = 0;
    const end = min((thread + 1) * perThread, pixels);
    for (let pixel = thread * perThread; pixel < end; pixel++) {
      if (!(load<f32>(d.mask + pixel * 4) > 0) || load<f32>(d.inside + pixel * 4) === 0) continue;
      const output = d.output + pixel * d.outputStride;
      let likeliest: u32 = 0;
      let highest = load<f32>(output);
      for (let level: u32 = 1; level < levels; level++) {
        const score = load<f32>(output + level * 4);
        if (score > highest) {
          highest = score;
          likeliest = level;
        }
      }
      if (likeliest === <u32>max<f32>(load<f32>(d.level + pixel * 4), 0)) right += 1;
      counted += 1;
    }
    storeSums(d.partial, thread, right, counted, 0, 0);
  }
}
