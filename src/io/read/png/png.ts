import { type Raster, rasterOf } from "../raster/raster.ts";
import { readPngParts } from "./png-chunks.ts";
import { pngOpacity } from "./png-opacity.ts";
import { pngSamples } from "./png-samples.ts";

/**
 * Reads a PNG of 1 to 16 bits, grey, colour or palette, with or without alpha, interlaced or not. Samples are
 * as stored. The declared size is checked first, and the true length of the samples during decompression.
 * Throws a FileError.
 */
export function readPng(file: string, bytes: Uint8Array): Raster {
  const parts = readPngParts(file, bytes);
  const samples = pngSamples(file, parts);
  const { rows, columns, colour } = parts;
  return rasterOf({
    rows,
    columns,
    channels: colour.channels,
    samples,
    alpha: colour.alpha,
    opacity: pngOpacity(parts, samples),
    palette: colour.palette ? parts.palette : null,
  });
}
