import { type Channel, hasChannel } from "../../core/raster/channel.ts";

const COLOURS = ["R", "G", "B"];

/** A channel as an option of a list; its value is the channel as text. */
export interface ChannelOption {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

/** The channel of an option. */
export function channelOfOption(value: string): Channel {
  return value === "mean" ? "mean" : Number(value);
}

/**
 * The available channels: the mean, every channel that some image has, and the chosen one even if no image
 * has it. If all images with several channels have three, these are called R, G, B.
 */
export function channelOptions(
  images: readonly { readonly channels: number }[],
  chosen: Channel,
): readonly ChannelOption[] {
  const several = images.map(({ channels }) => channels).filter((channels) => channels > 1);
  const most = Math.max(0, ...several);
  const coloured = several.every((channels) => channels === COLOURS.length);
  const places = Array.from({ length: most }, (_, place) => place);
  const label = (place: number) =>
    coloured && place < COLOURS.length ? COLOURS[place] : `Channel ${place + 1}`;
  const options: ChannelOption[] = places.map((place) => ({ value: String(place), label: label(place) }));
  const known = hasChannel(most, chosen);
  if (!known && chosen !== "mean") {
    options.push({ value: String(chosen), label: label(chosen), detail: "No image has it" });
  }
  return [{ value: "mean", label: "Mean of all" }, ...options];
}
