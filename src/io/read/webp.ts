import { FileError } from "../../core/dataset/file-error.ts";
import { checkSize, decodeOrRefuse, type Raster, rasterOf } from "./raster.ts";
import { WebpBits } from "./webp-bits.ts";
import { readWebpImage, type WebpImage } from "./webp-image.ts";
import { readTransforms } from "./webp-transforms.ts";

const FIRST_CHUNK = 12;
const CHUNK_HEADER_BYTES = 8;
const LOSSLESS_MARK = 0x2f;
const HEADER_BYTES = 5;

/** The pixels of a lossless WebP; throws a FileError that says what else a file is. */
function losslessChunk(file: string, bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = FIRST_CHUNK; at + CHUNK_HEADER_BYTES <= bytes.length; ) {
    const name = new TextDecoder("latin1").decode(bytes.subarray(at, at + 4));
    const start = at + CHUNK_HEADER_BYTES;
    const size = view.getUint32(at + 4, true);
    if (name === "VP8L") {
      if (start + size > bytes.length) break;
      return bytes.subarray(start, start + size);
    }
    if (name === "VP8 ") {
      throw new FileError(
        file,
        "Lossy WebP pictures are not read; lossless ones are. Save it as PNG or TIFF.",
      );
    }
    if (name === "ANIM" || name === "ANMF") {
      throw new FileError(file, "Moving WebP pictures are not read. Save the picture as PNG or TIFF.");
    }
    at = start + size + (size % 2);
  }
  throw new FileError(file, "The WebP is damaged or ends early. Copy or export it again.");
}

function samplesOf({ pixels }: WebpImage, channels: number): Uint8Array {
  const samples = new Uint8Array(pixels.length * channels);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const value = pixels[pixel];
    const at = pixel * channels;
    samples[at] = value >>> 16;
    samples[at + 1] = value >>> 8;
    samples[at + 2] = value;
    if (channels === 4) samples[at + 3] = value >>> 24;
  }
  return samples;
}

/**
 * Reads a lossless WebP (WebP lossless bitstream specification), with alpha where it says so. The size is checked before
 * anything of it is allocated. Throws a FileError.
 */
export function readWebp(file: string, bytes: Uint8Array): Raster {
  const chunk = losslessChunk(file, bytes);
  if (chunk.length < HEADER_BYTES || chunk[0] !== LOSSLESS_MARK) {
    throw new FileError(file, "The WebP is damaged or ends early. Copy or export it again.");
  }
  return decodeOrRefuse(file, "WebP's", () => {
    const bits = new WebpBits(chunk.subarray(1));
    const [columns, rows] = [1 + bits.read(14), 1 + bits.read(14)];
    checkSize(file, rows, columns);
    const alpha = bits.read(1) === 1;
    const version = bits.read(3);
    if (version !== 0) throw new FileError(file, `WebP of version ${version} is not known.`);
    const transforms = readTransforms(bits, columns, rows);
    let image = readWebpImage(bits, transforms.at(-1)?.width ?? columns, rows, true);
    for (const transform of transforms.toReversed()) image = transform.undo(image);
    const channels = alpha ? 4 : 3;
    return rasterOf({ rows, columns, channels, samples: samplesOf(image, channels), alpha });
  });
}
