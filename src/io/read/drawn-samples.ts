import type { Samples } from "../../core/dataset/labels-from-samples.ts";
import type { Raster } from "./raster.ts";

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

/** A colour that no drawn pixel has, and that is not 0 everywhere: a free value, or the colour that is transparent. */
function unusedColour({ samples, channels }: Raster, clear: Uint8Array): Samples {
  const at = channels * clear.indexOf(1);
  const colour = samples.slice(at, at + channels);
  if (channels > 1) return colour;
  const used = new Set<number>();
  for (let pixel = 0; pixel < clear.length; pixel++) if (clear[pixel] === 0) used.add(samples[pixel]);
  let value = 1;
  while (used.has(value)) value += 1;
  return colour.fill(value);
}

/**
 * Pixels whose samples are all 0 though the file calls another value or palette entry transparent, so that 0 is not its
 * background. They are a cell where fewer of them are drawn than pixels are transparent; else none are given.
 */
function drawnZeros({ samples, channels, alpha }: Raster, clear: Uint8Array): readonly number[] {
  if (alpha) return [];
  const zeros: number[] = [];
  let transparent = 0;
  for (let pixel = 0; pixel < clear.length; pixel++) {
    if (clear[pixel] === 1) transparent += 1;
    else if (samples.subarray(channels * pixel, channels * (pixel + 1)).every((value) => value === 0))
      zeros.push(pixel);
  }
  return zeros.length < transparent ? zeros : [];
}

/**
 * A raster of labels with 0 wherever nothing is drawn, whatever colour lies there: where alpha is 0, or a palette entry or
 * colour is transparent. Partly transparent pixels are drawn. Black shapes on a transparent ground become shapes of 1, and
 * where another value than 0 is transparent, drawn pixels of 0 get a value that is free.
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
  const notes: string[] = [];
  let changed = 0;
  for (let pixel = 0; pixel < clear.length; pixel++) {
    if (clear[pixel] === 0) continue;
    const [from, to] = [pixel * channels, pixel * channels + colours];
    if (drawn.subarray(from, to).some((value) => value !== 0)) changed += 1;
    drawn.fill(0, from, to);
  }
  if (changed > 0) {
    notes.push(
      `${changed} transparent px of the labels hold a colour; nothing is drawn there, so they are background.`,
    );
  }
  const zeros = drawnZeros(raster, clear);
  if (zeros.length > 0) {
    const colour = unusedColour(raster, clear);
    for (const pixel of zeros) drawn.set(colour, channels * pixel);
    notes.push(
      `The labels have a transparent background, so the ${zeros.length} px that are drawn with the value 0 were read as cells.`,
    );
  }
  return { raster: notes.length > 0 ? { ...raster, samples: drawn } : raster, notes };
}
