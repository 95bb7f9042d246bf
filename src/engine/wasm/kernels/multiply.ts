import { storeGradient } from "./epilogue";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { sumOf, VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class Multiply extends DispatchRecord {
  x: usize;
  xStride: usize;
  by: usize;
  byStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
  gate: u32;
  accumulate: u32;
  hasMask: u32;
}

export function multiplyJobs(d: Multiply): u32 {
  return jobsFor(d.pixels, d.vectors);
}

/** Multiplies vectors channel by channel, or all channels of a pixel by the single channel of the gate. */
export function multiply(d: Multiply, job: u32): void {
  const gate = d.gate !== 0;
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, d.vectors);
  for (let pixel = startOf(job, d.vectors); pixel < end; pixel++) {
    const x = d.x + pixel * d.xStride;
    const by = d.by + pixel * d.byStride;
    const mask = d.mask + pixel * d.maskStride;
    const target = d.target + pixel * d.targetStride;
    const gateValue = v128.load32_splat(by);
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const factor = gate ? gateValue : v128.load(by + at);
      storeGradient(f32x4.mul(v128.load(x + at), factor), target + at, accumulate, masked, mask + at);
    }
  }
}

@unmanaged
export class GateGradient extends DispatchRecord {
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
  accumulate: u32;
  hasMask: u32;
}

export function gateGradientJobs(d: GateGradient): u32 {
  return jobsFor(d.pixels, d.vectors);
}

/** Sums the gradient times the gated value over all channels of each pixel. */
export function gateGradient(d: GateGradient, job: u32): void {
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const bytes = d.vectors * VECTOR_BYTES;
  const end = endOf(job, d.pixels, d.vectors);
  for (let pixel = startOf(job, d.vectors); pixel < end; pixel++) {
    const x = d.x + pixel * d.xStride;
    const gradient = d.gradient + pixel * d.gradientStride;
    let sums = zero();
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      sums = fma(v128.load(x + at), v128.load(gradient + at), sums);
    }
    const value = f32x4.replace_lane(zero(), 0, sumOf(sums));
    const mask = d.mask + pixel * d.maskStride;
    storeGradient(value, d.target + pixel * d.targetStride, accumulate, masked, mask);
  }
}
