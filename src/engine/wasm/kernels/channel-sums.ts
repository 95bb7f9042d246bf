import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class ChannelSums extends DispatchRecord {
  x: usize;
  xStride: usize;
  partial: usize;
  pixels: u32;
  pixelsPerPart: u32;
  parts: u32;
  vectors: u32;
}

export function channelSumsJobs(d: ChannelSums): u32 {
  return jobsFor(d.parts * d.vectors, d.pixelsPerPart);
}

/** Sum over the pixels per part and channel, `[part, channel]`. */
export function channelSums(d: ChannelSums, job: u32): void {
  const stride = d.xStride;
  const last = endOf(job, d.parts * d.vectors, d.pixelsPerPart);
  for (let item = startOf(job, d.pixelsPerPart); item < last; item++) {
    const start = (item / d.vectors) * d.pixelsPerPart;
    const end = min(start + d.pixelsPerPart, d.pixels);
    let x = d.x + start * stride + (item % d.vectors) * VECTOR_BYTES;
    let sum = zero();
    for (let pixel = start; pixel < end; pixel++, x += stride) sum = f32x4.add(sum, v128.load(x));
    v128.store(d.partial + item * VECTOR_BYTES, sum);
  }
}
