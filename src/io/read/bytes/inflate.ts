import { unzlibSync } from "fflate";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";

const ZLIB_HEADER_BYTES = 2;
const ZLIB_CHECKSUM_BYTES = 4;

/** Maximum number of bytes per byte of deflated data: two bits can encode 258 bytes (RFC 1951). */
export const MAX_DEFLATE_GROWTH = 1032;

/**
 * Inflates a zlib stream into exactly `expected` bytes. Memory is limited to that size whatever the stream
 * contains. Nothing is allocated if the stream is too short to contain them. Throws a FileError if the stream
 * is damaged or yields fewer or more bytes.
 */
export function inflateExactly(file: string, bytes: Uint8Array, expected: number): Uint8Array<ArrayBuffer> {
  if (bytes.length < ZLIB_HEADER_BYTES + ZLIB_CHECKSUM_BYTES) {
    throw new FileError(file, "The compressed image data are missing.");
  }
  if (expected > MAX_DEFLATE_GROWTH * bytes.length) {
    throw new FileError(
      file,
      `The image data end early: ${bytes.length} compressed bytes cannot hold ${expected}. Export the file again.`,
    );
  }
  const out = new Uint8Array(expected + 1);
  let inflated: Uint8Array;
  try {
    inflated = unzlibSync(bytes, { out });
  } catch (error) {
    throw new FileError(file, "The compressed image data are damaged or end early. Export the file again.", {
      cause: error,
    });
  }
  if (inflated.length < expected) {
    throw new FileError(
      file,
      `The image data end early: ${inflated.length} of ${expected} bytes are there. Export the file again.`,
    );
  }
  if (inflated.length > expected) {
    throw new FileError(file, `The image data are longer than the ${expected} bytes that its size allows.`);
  }
  return out.subarray(0, expected);
}
