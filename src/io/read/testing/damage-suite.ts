import { expect } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MOST_DEFLATE_GROWTH } from "../bytes/inflate.ts";
import { MOST_LZW_GROWTH } from "../bytes/lzw.ts";
import { readRaster } from "../images/read-raster.ts";
import { allocations } from "./watch-allocations.ts";

/** Room for what the headers of small files can be made to claim where bytes that are missing can be told beforehand. */
const MOST_BYTES = 2 ** 21;

/**
 * White rows of a fax and repeated bytes of Zstandard take next to none, and grey JPEG in TIFF little, so that only the
 * largest image is a limit.
 */
const MOST_BYTES_OF_ALL = 2 ** 28;
const NEXT_TO_NONE = /fax|g4|zst|jpeg.*tif/i;

/** Compressions by the names of files; of others room is made for what the bytes hold. */
const GROWTHS: readonly (readonly [name: RegExp, growth: number])[] = [
  [/lzw|\.gif$/i, MOST_LZW_GROWTH],
  [/deflate|\.png$|\.npz$|\.zip$/i, MOST_DEFLATE_GROWTH],
];

/** Bytes of the largest array that reading may make. */
function mostBytes(name: string, bytes: number): number {
  if (NEXT_TO_NONE.test(name)) return MOST_BYTES_OF_ALL;
  const growth = GROWTHS.find(([pattern]) => pattern.test(name))?.[1] ?? 1;
  return Math.min(MOST_BYTES_OF_ALL, Math.max(MOST_BYTES, growth * bytes));
}

/** Reading ends with an image of the size it claims, or with our own refusal that names the file, and stays small. */
export function mustEndWell(name: string, bytes: Uint8Array): void {
  allocations.largest = 0;
  try {
    const { rows, columns, channels, samples } = readRaster(name, bytes);
    expect(samples.length).toBe(rows * columns * channels);
  } catch (error) {
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).message.startsWith(`${name}: `)).toBe(true);
  }
  expect(allocations.largest).toBeLessThanOrEqual(mostBytes(name, bytes.length));
}
