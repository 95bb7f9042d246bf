import { decode } from "fast-png";
import { inflateExactly } from "./inflate.ts";
import { type PngParts, readPngParts } from "./png-chunks.ts";
import { decodeOrRefuse, type Raster, rasterOf } from "./raster.ts";

/** First row and column, and the steps, of the seven passes of an interlaced PNG. */
const ADAM7 = [
  [0, 0, 8, 8],
  [0, 4, 8, 8],
  [4, 0, 8, 4],
  [0, 2, 4, 4],
  [2, 0, 4, 2],
  [0, 1, 2, 2],
  [1, 0, 2, 1],
];

function bytesOfPass(rows: number, columns: number, bitsPerPixel: number): number {
  if (rows <= 0 || columns <= 0) return 0;
  return rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));
}

function inflatedBytes({ rows, columns, depth, colour, interlaced }: PngParts): number {
  const bits = depth * colour.channels;
  if (!interlaced) return bytesOfPass(rows, columns, bits);
  return ADAM7.reduce((sum, [row, column, rowStep, columnStep]) => {
    const passRows = Math.ceil((rows - row) / rowStep);
    return sum + bytesOfPass(passRows, Math.ceil((columns - column) / columnStep), bits);
  }, 0);
}

/** One byte a sample from samples of 1, 2 or 4 bits, whose rows begin on a byte. */
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

/**
 * Reads a PNG of 1 to 16 bits, grey, colour or palette, with or without alpha. Samples stay as they are stored.
 * The size is checked before, and the true length of the samples while decompressing. Throws a FileError.
 */
export function readPng(file: string, bytes: Uint8Array): Raster {
  const parts = readPngParts(file, bytes);
  inflateExactly(file, parts.data, inflatedBytes(parts));
  const { data } = decodeOrRefuse(file, "PNG's", () => decode(parts.bare));
  const { rows, columns, depth, colour } = parts;
  return rasterOf({
    rows,
    columns,
    channels: colour.channels,
    samples: depth < 8 ? unpacked(data as Uint8Array, parts) : (data as Uint8Array | Uint16Array),
    alpha: colour.alpha,
    palette: colour.palette ? parts.palette : null,
  });
}
