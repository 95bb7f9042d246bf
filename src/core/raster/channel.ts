import type { Pixels } from "./plane.ts";

/** Input of the networks: the mean over the channels of an image, or one channel by its index, from 0. */
export type Channel = "mean" | number;

/** True if an image with this number of channels has the requested one; the mean always exists. */
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
 * One channel of an image, row-major, or the mean over all channels per pixel. An image without the requested
 * channel yields the mean of its channels, e.g. the only channel of a greyscale image among colour images.
 */
export function channelOf(pixels: Pixels, channel: Channel): Float32Array {
  const { rows, columns, channels, data } = pixels;
  if (channel === "mean" || !hasChannel(channels, channel)) return meanOfChannels(pixels);
  const values = new Float32Array(rows * columns);
  for (let pixel = 0; pixel < values.length; pixel++) values[pixel] = data[pixel * channels + channel];
  return values;
}
