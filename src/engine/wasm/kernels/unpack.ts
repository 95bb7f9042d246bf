import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class Unpack extends DispatchRecord {
  target: usize;
  targetStride: usize;
  packed: usize;
  pixels: u32;
  vectors: u32;
  channels: u32;
}

export function unpackJobs(d: Unpack): u32 {
  return jobsFor(d.pixels, d.vectors);
}

/** Writes whole vectors from uploaded values, which have no channel padding; channels beyond the last are 0. */
export function unpack(d: Unpack, job: u32): void {
  const channels = d.channels;
  const stride = d.targetStride;
  const end = endOf(job, d.pixels, d.vectors);
  let pixel = startOf(job, d.vectors);
  let packed = d.packed + pixel * channels * 4;
  for (; pixel < end; pixel++) {
    let target = d.target + pixel * stride;
    let left = channels;
    for (; left >= 4; left -= 4, target += VECTOR_BYTES, packed += VECTOR_BYTES) {
      v128.store(target, v128.load(packed));
    }
    if (left > 0) {
      v128.store(target, zero());
      for (; left > 0; left--, target += 4, packed += 4) store<f32>(target, load<f32>(packed));
    }
  }
}

@unmanaged
export class Pack extends DispatchRecord {
  x: usize;
  xStride: usize;
  packed: usize;
  pixels: u32;
  vectors: u32;
  channels: u32;
}

export function packJobs(d: Pack): u32 {
  return jobsFor(d.pixels, d.vectors);
}

/** Writes the channels of each pixel contiguously, without the padding. */
export function pack(d: Pack, job: u32): void {
  const channels = d.channels;
  const stride = d.xStride;
  const end = endOf(job, d.pixels, d.vectors);
  let pixel = startOf(job, d.vectors);
  let packed = d.packed + pixel * channels * 4;
  for (; pixel < end; pixel++) {
    let x = d.x + pixel * stride;
    let left = channels;
    for (; left >= 4; left -= 4, x += VECTOR_BYTES, packed += VECTOR_BYTES) {
      v128.store(packed, v128.load(x));
    }
    for (; left > 0; left--, x += 4, packed += 4) store<f32>(packed, load<f32>(x));
  }
}
