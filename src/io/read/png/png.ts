import { decode } from "fast-png";
import { inflateExactly } from "../bytes/inflate.ts";
import { decodeOrRefuse, type Raster, rasterOf } from "../raster/raster.ts";
import { type PngParts, readPngParts } from "./png-chunks.ts";
import { interlacedSamples, passesOf } from "./png-interlaced.ts";
import { pngOpacity } from "./png-opacity.ts";

function bytesOfPass(rows: number, columns: number, bitsPerPixel: number): number {
  return rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));
}

function inflatedBytes({ rows, columns, depth, colour, interlaced }: PngParts): number {
  const bits = depth * colour.channels;
  if (!interlaced) return bytesOfPass(rows, columns, bits);
  return passesOf(rows, columns).reduce((sum, pass) => sum + bytesOfPass(pass.rows, pass.columns, bits), 0);
}

/** Unpacks samples of 1, 2 or 4 bits, whose rows begin on a byte, into one byte per sample. */
function unpacked(packed: Uint8Array, { rows, columns, depth }: PngParts): Uint8Array {
  const out = new Uint8Array(rows * columns);
  const perByte = 8 / depth;
  const rowBytes = Math.ceil(columns / perByte);
  const mask = 2 ** depth - 1;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const byte = packed[row * rowBytes + Math.floor(column / perByte)];
      const shift = 8 - depth * ((column % perByte) + 1);
      out[row * columns + column] = (byte >> shift) & mask;
    }
  }
  return out;
}

function samplesOf(file: string, parts: PngParts, inflated: Uint8Array): Uint8Array | Uint16Array {
  if (parts.interlaced && parts.depth < 8) return interlacedSamples(file, inflated, parts);
  const { data } = decodeOrRefuse(file, "PNG's", () => decode(parts.bare));
  return parts.depth < 8 ? unpacked(data as Uint8Array, parts) : (data as Uint8Array | Uint16Array);
}

/**
 * Reads a PNG of 1 to 16 bits, grey, colour or palette, with or without alpha, interlaced or not. Samples are
 * as stored. The declared size is checked first, and the true length of the samples during decompression.
 * Throws a FileError.
 */
export function readPng(file: string, bytes: Uint8Array): Raster {
  const parts = readPngParts(file, bytes);
  const inflated = inflateExactly(file, parts.data, inflatedBytes(parts));
  const { rows, columns, colour } = parts;
  const samples = samplesOf(file, parts, inflated);
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
