import type { PngParts } from "./png-chunks.ts";

/**
 * 1 where a PNG without an alpha channel is transparent, `[row, column]`: where the palette entry has opacity 0, or the
 * samples are those that tRNS names (PNG specification, section 11.3.2.1). Null where it names none.
 *
 * @param samples `[row, column, channel]` as stored.
 */
export function pngTransparency(
  { transparency, colour, rows, columns }: PngParts,
  samples: Uint8Array | Uint16Array,
): Uint8Array | null {
  const { channels, palette, alpha } = colour;
  if (alpha || transparency.length === 0) return null;
  const clear = new Uint8Array(rows * columns);
  if (palette) {
    for (let pixel = 0; pixel < clear.length; pixel++)
      clear[pixel] = transparency[samples[pixel]] === 0 ? 1 : 0;
    return clear;
  }
  if (transparency.length < 2 * channels) return null;
  for (let pixel = 0; pixel < clear.length; pixel++) {
    clear[pixel] = 1;
    for (let channel = 0; channel < channels; channel++) {
      const value = transparency[2 * channel] * 256 + transparency[2 * channel + 1];
      if (samples[pixel * channels + channel] !== value) clear[pixel] = 0;
    }
  }
  return clear;
}
