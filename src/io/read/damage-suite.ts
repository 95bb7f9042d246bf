import { expect } from "vitest";
import { FileError } from "../../core/dataset/file-error.ts";
import { readRaster } from "./read-raster.ts";
import { allocations } from "./watch-allocations.ts";

/** Far more than these small files need, far less than their headers can be made to claim. */
const MOST_BYTES = 2 ** 26;

/** Reading ends with a picture of the size it claims, or with our own refusal that names the file, and stays small. */
export function mustEndWell(name: string, bytes: Uint8Array): void {
  allocations.largest = 0;
  try {
    const { rows, columns, channels, samples } = readRaster(name, bytes);
    expect(samples.length).toBe(rows * columns * channels);
  } catch (error) {
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).message.startsWith(`${name}: `)).toBe(true);
  }
  expect(allocations.largest).toBeLessThanOrEqual(MOST_BYTES);
}
