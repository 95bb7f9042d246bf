import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { checkSize, decodeOrRefuse, type Raster, rasterOf } from "../raster/raster.ts";
import { WebpBits } from "./webp-bits.ts";
import { readWebpImage, type WebpImage } from "./webp-image.ts";
import { readTransforms } from "./webp-transforms.ts";

const FIRST_CHUNK = 12;
const CHUNK_HEADER_BYTES = 8;
const LOSSLESS_MARK = 0x2f;
const HEADER_BYTES = 5;

/** The chunk with the pixels of a WebP without animation. */
interface WebpPixels {
  readonly lossy: boolean;
  readonly content: Uint8Array;
}

/** Finds the pixels of a WebP; throws a FileError if it is animated or truncated before them. */
export function webpPixels(file: string, bytes: Uint8Array): WebpPixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = FIRST_CHUNK; at + CHUNK_HEADER_BYTES <= bytes.length; ) {
    const name = new TextDecoder("latin1").decode(bytes.subarray(at, at + 4));
    const start = at + CHUNK_HEADER_BYTES;
    const size = view.getUint32(at + 4, true);
    if (name === "VP8L" || name === "VP8 ") {
      if (start + size > bytes.length) break;
      return { lossy: name === "VP8 ", content: bytes.subarray(start, start + size) };
    }
    if (name === "ANIM" || name === "ANMF") {
      throw new FileError(file, "Animated WebP images are not read. Save the image as PNG or TIFF.");
    }
    at = start + size + (size % 2);
  }
  throw damagedWebp(file);
}

/** Error for a WebP that cannot be read. */
export function damagedWebp(file: string, cause?: unknown): FileError {
  return new FileError(file, "The WebP is damaged or ends early. Copy or export it again.", { cause });
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
 * Reads a lossless WebP (WebP lossless bitstream specification), with alpha if declared. The size is checked
 * before memory is allocated. Throws a FileError.
 */
export function readWebp(file: string, bytes: Uint8Array): Raster {
  const { lossy, content } = webpPixels(file, bytes);
  if (lossy) {
    throw new FileError(
      file,
      "Lossy WebP images are read in the browser only, by its own decoder. Save it as PNG or TIFF.",
    );
  }
  if (content.length < HEADER_BYTES || content[0] !== LOSSLESS_MARK) throw damagedWebp(file);
  return decodeOrRefuse(file, "WebP's", () => {
    const bits = new WebpBits(content.subarray(1));
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
