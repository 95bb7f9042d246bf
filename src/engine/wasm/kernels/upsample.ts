import { storeGradient } from "./epilogue";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

/** Index of the bilinear mode. */
const BILINEAR: u32 = 1;

/** Position in input pixels of the centre of output pixel `position` along an axis of `length` input pixels. */
// @inline
function centreOf(position: u32, length: u32, factor: u32): f32 {
  const centre = (<f32>position + 0.5) / <f32>factor - 0.5;
  return min(max<f32>(centre, 0), <f32>(length - 1));
}

// @inline
function mix(a: v128, b: v128, weight: f32): v128 {
  return fma(b, f32x4.splat(weight), f32x4.mul(a, f32x4.splat(1 - weight)));
}

@unmanaged
export class Upsampling extends DispatchRecord {
  x: usize;
  xStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
  /** Of the input. */
  rows: u32;
  columns: u32;
  factor: u32;
  /** 0: nearest, 1: bilinear. */
  mode: u32;
}

/** Time of an output row, in vectors. */
// @inline
function rowCost(d: Upsampling): u32 {
  return d.columns * d.factor * d.vectors * 2;
}

/** Output rows of the whole batch. */
// @inline
function outputRows(d: Upsampling): u32 {
  return d.pixels / (d.columns * d.factor);
}

export function upsamplingJobs(d: Upsampling): u32 {
  return jobsFor(outputRows(d), rowCost(d));
}

function nearestRow(d: Upsampling, source: usize, target: usize): void {
  const bytes = d.vectors * VECTOR_BYTES;
  for (let column: u32 = 0; column < d.columns; column++, source += d.xStride) {
    for (let copy: u32 = 0; copy < d.factor; copy++, target += d.targetStride) {
      for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) v128.store(target + at, v128.load(source + at));
    }
  }
}

/** Interpolates between two input rows. `down` is the weight of the lower one. */
function bilinearRow(d: Upsampling, above: usize, below: usize, down: f32, target: usize): void {
  const bytes = d.vectors * VECTOR_BYTES;
  const last = d.columns - 1;
  const columns = d.columns * d.factor;
  for (let column: u32 = 0; column < columns; column++, target += d.targetStride) {
    const x = centreOf(column, d.columns, d.factor);
    const left = <u32>x;
    const along = x - <f32>left;
    const toLeft = left * d.xStride;
    const toRight = min(left + 1, last) * d.xStride;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const upper = mix(v128.load(above + toLeft + at), v128.load(above + toRight + at), along);
      const lower = mix(v128.load(below + toLeft + at), v128.load(below + toRight + at), along);
      v128.store(target + at, mix(upper, lower, down));
    }
  }
}

/** Upsamples an image by an integer factor. Half-pixel centres, clamped edges. */
export function upsampling(d: Upsampling, job: u32): void {
  const rows = d.rows;
  const factor = d.factor;
  const rowBytes = d.columns * d.xStride;
  const end = endOf(job, outputRows(d), rowCost(d));
  for (let item = startOf(job, rowCost(d)); item < end; item++) {
    const row = item % (rows * factor);
    const image = d.x + (item / (rows * factor)) * rows * rowBytes;
    const target = d.target + item * d.columns * factor * d.targetStride;
    if (d.mode === BILINEAR) {
      const y = centreOf(row, rows, factor);
      const top = <u32>y;
      const below = image + min(top + 1, rows - 1) * rowBytes;
      bilinearRow(d, image + top * rowBytes, below, y - <f32>top, target);
    } else nearestRow(d, image + (row / factor) * rowBytes, target);
  }
}

@unmanaged
export class UpsamplingGradient extends DispatchRecord {
  gradient: usize;
  gradientStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
  /** Of the input. */
  rows: u32;
  columns: u32;
  factor: u32;
  /** 0: nearest, 1: bilinear. */
  mode: u32;
  accumulate: u32;
  hasMask: u32;
}

/** Output pixels beyond the block of an input pixel that depend on it: up to the centres of its neighbours. */
// @inline
function reachOf(d: UpsamplingGradient): u32 {
  return d.mode === BILINEAR ? d.factor >> 1 : 0;
}

// @inline
function costOf(d: UpsamplingGradient): u32 {
  const width = d.factor + 2 * reachOf(d);
  return width * width * d.vectors;
}

export function upsamplingGradientJobs(d: UpsamplingGradient): u32 {
  return jobsFor(d.pixels, costOf(d));
}

/** The interpolation weights along a row. */
export function upsamplingGradientScratch(d: UpsamplingGradient): u32 {
  return (d.factor + 2 * reachOf(d)) * 4;
}

/** Interpolation weight of input pixel `index` in the output pixel at `position` along an axis. */
// @inline
function interpolationWeight(position: u32, index: u32, length: u32, factor: u32): f32 {
  return max<f32>(0, 1 - abs(centreOf(position, length, factor) - <f32>index));
}

/**
 * Gathers, for each small pixel, the gradients of all large pixels that it was used for, each times its
 * share.
 */
export function upsamplingGradient(d: UpsamplingGradient, job: u32, scratch: usize): void {
  const rows = d.rows;
  const columns = d.columns;
  const factor = d.factor;
  const bilinear = d.mode === BILINEAR;
  const reach = reachOf(d);
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const stride = d.gradientStride;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, costOf(d));
  for (let pixel = startOf(job, costOf(d)); pixel < end; pixel++) {
    const column = pixel % columns;
    const row = (pixel / columns) % rows;
    const firstRow = (pixel / columns / rows) * rows * factor;
    const top = max<i32>(row * factor - reach, 0);
    const bottom = min((row + 1) * factor + reach, rows * factor);
    const left = max<i32>(column * factor - reach, 0);
    const right = min((column + 1) * factor + reach, columns * factor);
    for (let x: u32 = left; x < right; x++) {
      store<f32>(scratch + (x - left) * 4, bilinear ? interpolationWeight(x, column, columns, factor) : 1);
    }
    const mask = d.mask + pixel * d.maskStride;
    const target = d.target + pixel * d.targetStride;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      let sum = zero();
      for (let y: u32 = top; y < bottom; y++) {
        const weightY: f32 = bilinear ? interpolationWeight(y, row, rows, factor) : 1;
        let gradient = d.gradient + ((firstRow + y) * columns * factor + left) * stride + at;
        let rowSum = zero();
        for (let x: u32 = left; x < right; x++, gradient += stride) {
          rowSum = fma(v128.load32_splat(scratch + (x - left) * 4), v128.load(gradient), rowSum);
        }
        sum = fma(f32x4.splat(weightY), rowSum, sum);
      }
      storeGradient(sum, target + at, accumulate, masked, mask + at);
    }
  }
}
