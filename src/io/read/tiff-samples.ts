import type { Samples } from "../../core/dataset/labels-from-samples.ts";
import type { BlockShape, TiffImage } from "./tiff-image.ts";

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function reverseBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** One byte a sample from samples of 1, 2 or 4 bits, high bits first; rows begin on a byte. */
function unpackBits(raw: Uint8Array, bits: number, { height, width }: BlockShape): Uint8Array {
  const out = new Uint8Array(height * width);
  const rowBytes = Math.ceil((width * bits) / 8);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const bit = column * bits;
      const shift = 8 - bits - (bit % 8);
      out[row * width + column] = (raw[row * rowBytes + (bit >> 3)] >> shift) & (2 ** bits - 1);
    }
  }
  return out;
}

/** Each sample was stored as its difference from the one a pixel to the left. */
function addAlongRows(samples: Samples, { height, width, perPixel }: BlockShape): void {
  const rowLength = width * perPixel;
  for (let row = 0; row < height; row++) {
    const end = (row + 1) * rowLength;
    for (let at = row * rowLength + perPixel; at < end; at++) samples[at] += samples[at - perPixel];
  }
}

/**
 * Floats whose bytes were sorted by significance within a row, then stored as differences of bytes (Adobe's
 * Photoshop TIFF technical note 3). Gives the floats' bytes in big-endian order.
 */
function joinFloatBytes(raw: Uint8Array, size: number, { height, width, perPixel }: BlockShape): Uint8Array {
  const out = new Uint8Array(raw.length);
  const samples = width * perPixel;
  const rowBytes = samples * size;
  const row = new Uint8Array(rowBytes);
  for (let start = 0; start < height * rowBytes; start += rowBytes) {
    row.set(raw.subarray(start, start + rowBytes));
    for (let at = perPixel; at < rowBytes; at++) row[at] += row[at - perPixel];
    for (let sample = 0; sample < samples; sample++) {
      for (let byte = 0; byte < size; byte++)
        out[start + sample * size + byte] = row[byte * samples + sample];
    }
  }
  return out;
}

function viewAs({ format, bits }: TiffImage, { buffer }: Uint8Array<ArrayBuffer>): Samples {
  if (format === "float") return bits === 64 ? new Float64Array(buffer) : new Float32Array(buffer);
  if (format === "signed") {
    if (bits === 8) return new Int8Array(buffer);
    return bits === 16 ? new Int16Array(buffer) : new Int32Array(buffer);
  }
  if (bits === 8) return new Uint8Array(buffer);
  return bits === 16 ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

/** The samples of a decompressed block, in this machine's byte order, predictor undone. `raw` is not changed. */
export function samplesOfBlock(image: TiffImage, raw: Uint8Array, shape: BlockShape): Samples {
  const { bits, predictor } = image;
  if (bits < 8) return unpackBits(raw, bits, shape);
  const size = bits / 8;
  const floatBytes = predictor === 3;
  const bytes = Uint8Array.from(floatBytes ? joinFloatBytes(raw, size, shape) : raw);
  const littleEndian = floatBytes ? false : image.littleEndian;
  if (size > 1 && littleEndian !== hostIsLittleEndian) reverseBytes(bytes, size);
  const samples = viewAs(image, bytes);
  if (predictor === 2) addAlongRows(samples, shape);
  return samples;
}
