import type { Pixels } from "./plane.ts";

/** What of an image the networks see: the mean of its channels, or one of them by its place, from 0. */
export type Channel = "mean" | number;

/** Whether an image of so many channels has the one that is asked for; the mean it always has. */
export function hasChannel(channels: number, channel: Channel): boolean {
  return channel === "mean" || channel < channels;
}

function meanOfChannels({ rows, columns, channels, data }: Pixels): Float32Array {
  const mean = new Float32Array(rows * columns);
  for (let pixel = 0; pixel < mean.length; pixel++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += data[pixel * channels + channel];
    mean[pixel] = sum / channels;
  }
  return mean;
}

/**
 * One channel of an image, row-major, or the mean of all channels of each pixel. An image that has no such channel
 * gives the mean of those it has: a grey one among colour images has its only channel to show.
 */
export function channelOf(pixels: Pixels, channel: Channel): Float32Array {
  const { rows, columns, channels, data } = pixels;
  if (channel === "mean" || !hasChannel(channels, channel)) return meanOfChannels(pixels);
  const values = new Float32Array(rows * columns);
  for (let pixel = 0; pixel < values.length; pixel++) values[pixel] = data[pixel * channels + channel];
  return values;
}
