import { type Channel, hasChannel } from "../raster/channel.ts";

/** A message if images lack the chosen channel; null if all have it. */
export function missingChannel(
  images: readonly { readonly channels: number }[],
  channel: Channel,
): string | null {
  const without = images.filter(({ channels }) => !hasChannel(channels, channel)).length;
  if (channel === "mean" || without === 0) return null;
  const which = without === images.length ? "No image has" : `${without} of ${images.length} images have no`;
  return `${which} channel ${channel + 1}: the mean of the available channels is used instead.`;
}
