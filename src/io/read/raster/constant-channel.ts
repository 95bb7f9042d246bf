import type { Raster } from "./raster.ts";

/** Whether a channel, counted from 0, has the same value in every pixel. */
export function isConstantChannel(
  { samples, channels }: Pick<Raster, "samples" | "channels">,
  channel: number,
): boolean {
  for (let at = channel; at < samples.length; at += channels) {
    if (samples[at] !== samples[channel]) return false;
  }
  return true;
}
