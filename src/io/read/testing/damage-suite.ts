import { expect } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_DEFLATE_GROWTH } from "../bytes/inflate.ts";
import { MAX_LZW_GROWTH } from "../bytes/lzw.ts";
import { readRaster } from "../images/read-raster.ts";
import { allocations } from "./watch-allocations.ts";

/**
 * Maximum allocation for small files whose headers may declare more than they contain, if missing bytes can
 * be detected in advance.
 */
const MAX_BYTES = 2 ** 21;

/**
 * White fax rows and repeated bytes in Zstandard take almost no space, and grey JPEG in TIFF little, so the
 * only limit is the maximum image size.
 */
const MAX_BYTES_OF_ALL = 2 ** 28;
const NEXT_TO_NONE = /fax|g4|zst|jpeg.*tif/i;

/** Compression ratios by file name; for other formats, allocations are limited by the file size. */
const GROWTHS: readonly (readonly [name: RegExp, growth: number])[] = [
  [/lzw|\.gif$/i, MAX_LZW_GROWTH],
  [/deflate|\.png$|\.npz$|\.zip$/i, MAX_DEFLATE_GROWTH],
];

/** Maximum size in bytes of an array allocated by reading. */
function maxBytes(name: string, bytes: number): number {
  if (NEXT_TO_NONE.test(name)) return MAX_BYTES_OF_ALL;
  const growth = GROWTHS.find(([pattern]) => pattern.test(name))?.[1] ?? 1;
  return Math.min(MAX_BYTES_OF_ALL, Math.max(MAX_BYTES, growth * bytes));
}

/**
 * Reading must result in an image of the declared size, or in a FileError that names the file, with limited
 * allocations.
 */
export function mustEndWell(name: string, bytes: Uint8Array): void {
  allocations.largest = 0;
  try {
    const { rows, columns, channels, samples } = readRaster(name, bytes);
    expect(samples.length).toBe(rows * columns * channels);
  } catch (error) {
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).message.startsWith(`${name}: `)).toBe(true);
  }
  expect(allocations.largest).toBeLessThanOrEqual(maxBytes(name, bytes.length));
}
