import type { PngParts } from "./png-chunks.ts";

/**
 * Opacity of the pixels of a PNG without an alpha channel, 0 to 255, `[row, column]`: the opacity of the
 * palette entry, or 0 for pixels with the colour in tRNS (PNG specification, section 11.3.2.1). Null if there
 * is no usable tRNS.
 *
 * @param samples `[row, column, channel]` as stored.
 */
export function pngOpacity(
  { transparency, colour, rows, columns }: PngParts,
  samples: Uint8Array | Uint16Array,
): Uint8Array | null {
  const { channels, palette, alpha } = colour;
  if (alpha || transparency.length === 0) return null;
  const opacity = new Uint8Array(rows * columns).fill(255);
  if (palette) {
    for (let pixel = 0; pixel < opacity.length; pixel++) opacity[pixel] = transparency[samples[pixel]] ?? 255;
    return opacity;
  }
  if (transparency.length < 2 * channels) return null;
  for (let pixel = 0; pixel < opacity.length; pixel++) {
    let named = true;
    for (let channel = 0; channel < channels; channel++) {
      const value = transparency[2 * channel] * 256 + transparency[2 * channel + 1];
      if (samples[pixel * channels + channel] !== value) named = false;
    }
    if (named) opacity[pixel] = 0;
  }
  return opacity;
}
