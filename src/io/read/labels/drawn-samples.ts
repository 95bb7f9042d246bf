import type { Samples } from "../../../core/dataset/labels/labels-from-samples.ts";
import type { Raster } from "../raster/raster.ts";

/** A raster with zeros where nothing is drawn, and what that changed. */
interface DrawnRaster {
  readonly raster: Raster;
  readonly notes: readonly string[];
}

/** 1 where nothing is drawn: opacity is 0, or the file calls the value transparent. Null where everything is drawn. */
function transparentPixels({
  alpha,
  transparent,
  samples,
  channels,
  rows,
  columns,
}: Raster): Uint8Array | null {
  if (!alpha) return transparent;
  const clear = new Uint8Array(rows * columns);
  for (let pixel = 0, at = channels - 1; pixel < clear.length; pixel++, at += channels) {
    if (samples[at] === 0) clear[pixel] = 1;
  }
  return clear;
}

/**
 * Labels drawn in black on a transparent ground: everything that is drawn is 0, and that is at most half of the image, so
 * that black is not the background. Marks the drawn pixels with 1 in all colours; null for any other raster.
 */
function blackOnTransparent(
  samples: Samples,
  clear: Uint8Array,
  channels: number,
  colours: number,
): Samples | null {
  let drawn = 0;
  for (let pixel = 0; pixel < clear.length; pixel++) {
    if (clear[pixel] === 1) continue;
    drawn += 1;
    for (let colour = 0; colour < colours; colour++) {
      if (samples[pixel * channels + colour] !== 0) return null;
    }
  }
  if (drawn === 0 || 2 * drawn > clear.length) return null;
  const marked = samples.slice();
  for (let pixel = 0; pixel < clear.length; pixel++) {
    const from = pixel * channels;
    if (clear[pixel] === 0) marked.fill(1, from, from + colours);
  }
  return marked;
}

/**
 * A raster of labels with 0 wherever nothing is drawn, whatever colour lies there: where alpha is 0, or a palette entry or
 * colour is transparent. Partly transparent pixels are drawn. Black shapes on a transparent ground become shapes of 1.
 */
export function drawnSamples(raster: Raster): DrawnRaster {
  const clear = transparentPixels(raster);
  if (!clear?.includes(1)) return { raster, notes: [] };
  const { samples, channels, alpha } = raster;
  const colours = alpha ? channels - 1 : channels;
  const marked = blackOnTransparent(samples, clear, channels, colours);
  if (marked) {
    const notes = ["All that is drawn is black on a transparent ground, so it was taken for cells."];
    return { raster: { ...raster, palette: null, samples: marked }, notes };
  }
  const drawn = samples.slice();
  let changed = 0;
  for (let pixel = 0; pixel < clear.length; pixel++) {
    if (clear[pixel] === 0) continue;
    const [from, to] = [pixel * channels, pixel * channels + colours];
    if (drawn.subarray(from, to).some((value) => value !== 0)) changed += 1;
    drawn.fill(0, from, to);
  }
  if (changed === 0) return { raster, notes: [] };
  const notes = [
    `${changed} transparent px of the labels hold a colour; nothing is drawn there, so they are background.`,
  ];
  return { raster: { ...raster, samples: drawn }, notes };
}
