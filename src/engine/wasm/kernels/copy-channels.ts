import { storeGradient } from "./epilogue";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class CopyChannels extends DispatchRecord {
  x: usize;
  xStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  pixels: u32;
  vectors: u32;
  count: u32;
  sourceChannel: u32;
  targetChannel: u32;
  keep: u32;
  accumulate: u32;
  hasMask: u32;
}

export function copyChannelsJobs(d: CopyChannels): u32 {
  return jobsFor(d.pixels, 2 * d.vectors);
}

/** One vector, for vectors that are copied partly. */
export function copyChannelsScratch(_: CopyChannels): u32 {
  return <u32>VECTOR_BYTES;
}

/**
 * Copies `count` channels from channel `sourceChannel` of `x` to channel `targetChannel` of `target`. The
 * other channels are set to 0, or keep their values with `keep`.
 */
export function copyChannels(d: CopyChannels, job: u32, scratch: usize): void {
  const keep = d.keep !== 0;
  const accumulate = d.accumulate !== 0;
  const masked = d.hasMask !== 0;
  const first: i32 = d.targetChannel;
  const last: i32 = d.targetChannel + d.count;
  const shift: i32 = d.sourceChannel - d.targetChannel;
  const channels: i32 = d.vectors * 4;
  const end = endOf(job, d.pixels, 2 * d.vectors);
  for (let pixel = startOf(job, 2 * d.vectors); pixel < end; pixel++) {
    const x = d.x + pixel * d.xStride;
    const mask = d.mask + pixel * d.maskStride;
    const target = d.target + pixel * d.targetStride;
    for (let channel: i32 = 0; channel < channels; channel += 4) {
      const at: usize = channel * 4;
      let value = keep ? v128.load(target + at) : zero();
      if (channel >= first && channel + 4 <= last) {
        value = v128.load(x + (channel + shift) * 4);
      } else if (channel + 4 > first && channel < last) {
        v128.store(scratch, value);
        for (let c = max(channel, first), stop = min(channel + 4, last); c < stop; c++) {
          store<f32>(scratch + (c - channel) * 4, load<f32>(x + (c + shift) * 4));
        }
        value = v128.load(scratch);
      }
      storeGradient(value, target + at, accumulate, masked, mask + at);
    }
  }
}
