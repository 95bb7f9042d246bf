import type { Samples } from "../../../core/dataset/labels/labels-from-samples.ts";
import type { Raster } from "../raster/raster.ts";

/** A raster with zeros where nothing is drawn, and notes about the changes. */
interface DrawnRaster {
  readonly raster: Raster;
  readonly notes: readonly string[];
}

/** Opacity of each pixel, `[row, column]`; null if everything is drawn. */
function opacityOf({ alpha, opacity, samples, channels }: Raster): ArrayLike<number> | null {
  return alpha ? samples.filter((_, at) => at % channels === channels - 1) : opacity;
}

/** Transparent pixels, and the number of partly transparent ones. */
interface ClearPixels {
  /** 1 where opacity is below half of full opacity, `[row, column]`. */
  readonly clear: Uint8Array;
  readonly partial: number;
  /** Number of partly transparent pixels below half of full opacity, which count as not drawn. */
  readonly faint: number;
}

/** Full opacity is the maximum of the image: a program may draw all masks at half opacity. */
function clearPixels(opacity: ArrayLike<number>): ClearPixels {
  let full = 0;
  for (let pixel = 0; pixel < opacity.length; pixel++) full = Math.max(full, opacity[pixel]);
  const clear = new Uint8Array(opacity.length);
  let [partial, faint] = [0, 0];
  for (let pixel = 0; pixel < clear.length; pixel++) {
    const value = opacity[pixel];
    if (value !== 0 && value !== full) partial += 1;
    if (value !== 0 && 2 * value >= full) continue;
    clear[pixel] = 1;
    if (value !== 0) faint += 1;
  }
  return { clear, partial, faint };
}

/**
 * Labels drawn in black on a transparent background: all drawn pixels are 0 and cover at most half of the
 * image, so black is not the background. Sets the drawn pixels to 1 in all colours; null for any other
 * raster.
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
 * A colour that no drawn pixel has and that is not 0 in all channels: an unused value, or the transparent
 * colour.
 */
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
 * Drawn pixels whose samples are all 0 although the file marks another value or palette entry as transparent,
 * so that 0 is not the background. They are a cell if there are fewer of them than transparent pixels;
 * otherwise the result is empty.
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
 * A raster of labels with 0 wherever nothing is drawn, whatever its colour: where alpha is below half of the
 * maximum of the image, or a palette entry or colour is transparent. Black shapes on a transparent background
 * are set to 1. If a value other than 0 is transparent, drawn pixels of 0 are set to an unused value.
 */
export function drawnSamples(raster: Raster): DrawnRaster {
  const opacity = opacityOf(raster);
  if (!opacity) return { raster, notes: [] };
  const { clear, partial, faint } = clearPixels(opacity);
  if (!clear.includes(1)) return { raster, notes: [] };
  const { samples, channels, alpha } = raster;
  const colours = alpha ? channels - 1 : channels;
  const edges =
    partial > 0
      ? [
          `${partial} px of the labels are partly transparent: the ${faint} below half of full opacity are background, the others belong to their cell.`,
        ]
      : [];
  const marked = blackOnTransparent(samples, clear, channels, colours);
  if (marked) {
    const black = "All that is drawn is black on a transparent background, so it was read as cells.";
    return { raster: { ...raster, palette: null, samples: marked }, notes: [black, ...edges] };
  }
  const drawn = samples.slice();
  const notes: string[] = [];
  let changed = 0;
  for (let pixel = 0; pixel < clear.length; pixel++) {
    if (clear[pixel] === 0) continue;
    const [from, to] = [pixel * channels, pixel * channels + colours];
    if (opacity[pixel] === 0 && drawn.subarray(from, to).some((value) => value !== 0)) changed += 1;
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
  return { raster: { ...raster, samples: drawn }, notes: [...notes, ...edges] };
}
