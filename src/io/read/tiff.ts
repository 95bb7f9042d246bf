import type { Samples } from "../../core/dataset/labels-from-samples.ts";
import type { Raster } from "./raster.ts";
import { decompressTiffBlock } from "./tiff-decompress.ts";
import { readTiffDirectory, type TiffImage } from "./tiff-directory.ts";
import { samplesOfBlock } from "./tiff-samples.ts";

const ARRAYS = {
  unsigned: { 1: Uint8Array, 2: Uint8Array, 4: Uint8Array, 8: Uint8Array, 16: Uint16Array, 32: Uint32Array },
  signed: { 8: Int8Array, 16: Int16Array, 32: Int32Array },
  float: { 32: Float32Array, 64: Float64Array },
} as const;

function emptySamples({ format, bits }: TiffImage, length: number): Samples {
  const kinds: Record<number, new (length: number) => Samples> = ARRAYS[format];
  return new kinds[bits](length);
}

/** Puts the samples of one block at their place; what tiles hold beyond the image is dropped. */
function place(image: TiffImage, block: Samples, index: number, out: Samples): void {
  const { rows, columns, channels, blockRows, blockColumns, planar } = image;
  const across = Math.ceil(columns / blockColumns);
  const perPlane = across * Math.ceil(rows / blockRows);
  const plane = Math.floor(index / perPlane);
  const top = Math.floor((index % perPlane) / across) * blockRows;
  const left = (index % across) * blockColumns;
  const bottom = Math.min(rows, top + blockRows);
  const width = Math.min(blockColumns, columns - left);
  const perPixel = planar ? 1 : channels;
  for (let row = top; row < bottom; row++) {
    const source = (row - top) * blockColumns * perPixel;
    const target = (row * columns + left) * channels;
    if (!planar) {
      out.set(block.subarray(source, source + width * channels), target);
      continue;
    }
    for (let column = 0; column < width; column++) {
      out[target + column * channels + plane] = block[source + column];
    }
  }
}

/**
 * Reads the first page of a TIFF or BigTIFF: strips or tiles; uncompressed, LZW, deflate or PackBits, with
 * predictors; either byte order; 1 to 32-bit integers and 32 or 64-bit floats. The directory is checked before
 * anything is allocated. Samples stay as stored, also where 0 is meant
 * to be white: labels depend on it. Throws a FileError.
 */
export function readTiff(file: string, bytes: Uint8Array): Raster {
  const image = readTiffDirectory(file, bytes);
  const { rows, columns, channels, bits, blockRows, blockColumns, tiled, planar } = image;
  const samples = emptySamples(image, rows * columns * channels);
  const across = Math.ceil(columns / blockColumns);
  const down = Math.ceil(rows / blockRows);
  const perPixel = planar ? 1 : channels;
  image.blocks.forEach(({ offset, bytes: length }, index) => {
    const row = Math.floor(index / across) % down;
    const height = tiled ? blockRows : Math.min(blockRows, rows - row * blockRows);
    const rowBytes = Math.ceil((blockColumns * perPixel * bits) / 8);
    const stored = bytes.subarray(offset, offset + length);
    const raw = decompressTiffBlock(file, image.compression, stored, height * rowBytes);
    const block = samplesOfBlock(image, raw, { height, width: blockColumns, perPixel });
    place(image, block, index, samples);
  });
  const notes = image.pages > 1 ? [`Only the first of ${image.pages} pages is read.`] : [];
  if (image.whiteIsZero) notes.push("The TIFF means 0 to be white; its values were kept as stored.");
  const { alpha, palette } = image;
  return { rows, columns, channels, samples, alpha, palette, lossy: false, notes };
}
