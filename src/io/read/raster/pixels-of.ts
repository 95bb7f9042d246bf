import type { Pixels } from "../../../core/raster/plane.ts";
import type { Raster } from "./raster.ts";

function withoutChannel({ samples, channels, rows, columns }: Raster): Pixels["data"] {
  const kept = channels - 1;
  const out = emptyLike(samples, rows * columns * kept);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    for (let channel = 0; channel < kept; channel++) {
      out[pixel * kept + channel] = samples[pixel * channels + channel];
    }
  }
  return out;
}

function emptyLike(samples: Raster["samples"], length: number): Pixels["data"] {
  if (samples instanceof Uint8Array) return new Uint8Array(length);
  return samples instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length);
}

function coloured({ samples, rows, columns }: Raster, palette: Uint8Array): Pixels {
  const grey = palette.every((value, index) => value === palette[index - (index % 3)]);
  const channels = grey ? 1 : 3;
  const data = new Uint8Array(rows * columns * channels);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      data[pixel * channels + channel] = palette[3 * samples[pixel] + channel];
    }
  }
  return { rows, columns, channels, data };
}

/** Reduces three equal channels to one: cameras and converters often save grey images as RGB. */
function greyWhereEqual(pixels: Pixels): Pixels {
  const { rows, columns, channels, data } = pixels;
  if (channels !== 3) return pixels;
  for (let at = 0; at < data.length; at += 3) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return pixels;
  }
  return { rows, columns, channels: 1, data: data.filter((_, index) => index % 3 === 0) };
}

/** Inverts the values if 0 is white. */
function darkZero(pixels: Pixels, black: number | null): Pixels {
  return black === null ? pixels : { ...pixels, data: pixels.data.map((value) => black - value) };
}

/**
 * A raster as an image: alpha is dropped, the palette is applied, values are inverted if 0 is white, and
 * three equal channels are reduced to one. Unsigned samples of 8 and 16 bits are unchanged, all others become
 * floats.
 */
export function pixelsOf(raster: Raster): Pixels {
  const { rows, columns, channels, samples } = raster;
  if (raster.palette) return coloured(raster, raster.palette);
  if (raster.alpha) {
    const kept = { rows, columns, channels: channels - 1, data: withoutChannel(raster) };
    return greyWhereEqual(darkZero(kept, raster.black));
  }
  const plain = samples instanceof Uint8Array || samples instanceof Uint16Array;
  const pixels = { rows, columns, channels, data: plain ? samples : Float32Array.from(samples) };
  return greyWhereEqual(darkZero(pixels, raster.black));
}
