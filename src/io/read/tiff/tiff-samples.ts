import type { Samples } from "../../../core/dataset/labels/labels-from-samples.ts";
import { halfFloat } from "../bytes/half-float.ts";
import type { BlockShape, TiffImage } from "./tiff-image.ts";
import { sampleArray } from "./tiff-sample-type.ts";

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function reverseBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** Samples of any number of bits, high bits first, whatever the byte order of the file; rows begin on a byte. */
function unpackBits(image: TiffImage, raw: Uint8Array, { height, width, perPixel }: BlockShape): Samples {
  const { bits, format } = image;
  const perRow = width * perPixel;
  const out = sampleArray(image, height * perRow);
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const unusedBits = format === "signed" ? 32 - bits : 0;
  for (let row = 0; row < height; row++) {
    let at = row * rowBytes;
    let held = 0;
    let heldBits = 0;
    for (let sample = 0; sample < perRow; sample++) {
      // Up to 7 bits remain from the previous sample, so sums stay below 2^40 and are exact.
      while (heldBits < bits) {
        held = held * 256 + raw[at++];
        heldBits += 8;
      }
      heldBits -= bits;
      const value = Math.floor(held / 2 ** heldBits);
      held -= value * 2 ** heldBits;
      out[row * perRow + sample] = unusedBits > 0 ? (value << unusedBits) >> unusedBits : value;
    }
  }
  return out;
}

/** 24-bit integers, which libtiff treats as three bytes in the byte order of the file. */
function join24Bits({ littleEndian, format }: TiffImage, raw: Uint8Array): Samples {
  const length = Math.floor(raw.length / 3);
  const out = sampleArray({ bits: 24, format }, length);
  for (let sample = 0, at = 0; sample < length; sample++, at += 3) {
    const [low, high] = littleEndian ? [raw[at], raw[at + 2]] : [raw[at + 2], raw[at]];
    const value = (high << 16) | (raw[at + 1] << 8) | low;
    out[sample] = format === "signed" ? (value << 8) >> 8 : value;
  }
  return out;
}

const WORDS: Record<number, new (buffer: ArrayBuffer) => Uint8Array | Uint16Array | Uint32Array> = {
  1: Uint8Array,
  2: Uint16Array,
  4: Uint32Array,
};

/**
 * Undoes predictor 2: each sample is stored as the difference from the pixel to its left; for floats, the
 * difference of their bits.
 */
function addAlongRows({ buffer }: Uint8Array<ArrayBuffer>, size: number, shape: BlockShape): void {
  const { height, width, perPixel } = shape;
  const rowLength = width * perPixel;
  const words = size === 8 ? new BigUint64Array(buffer) : new WORDS[size](buffer);
  for (let row = 0; row < height; row++) {
    const end = (row + 1) * rowLength;
    for (let at = row * rowLength + perPixel; at < end; at++) {
      if (words instanceof BigUint64Array) words[at] += words[at - perPixel];
      else words[at] += words[at - perPixel];
    }
  }
}

/**
 * Undoes predictor 3: the bytes of floats are sorted by significance within a row, then stored as differences
 * (Adobe's Photoshop TIFF technical note 3). Returns the floats' bytes in big-endian order.
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
  if (format === "float") {
    if (bits === 16) return Float32Array.from(new Uint16Array(buffer), halfFloat);
    return bits === 64 ? new Float64Array(buffer) : new Float32Array(buffer);
  }
  const signed = format === "signed";
  if (bits === 64) {
    return Float64Array.from(signed ? new BigInt64Array(buffer) : new BigUint64Array(buffer), Number);
  }
  if (bits === 8) return signed ? new Int8Array(buffer) : new Uint8Array(buffer);
  if (bits === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
  return signed ? new Int32Array(buffer) : new Uint32Array(buffer);
}

/**
 * The samples of a decompressed block in native byte order, with the predictor undone. `raw` is not changed.
 * Half floats become 32-bit floats, 64-bit integers doubles.
 */
export function samplesOfBlock(image: TiffImage, raw: Uint8Array, shape: BlockShape): Samples {
  const { bits, predictor } = image;
  if (bits === 24) return join24Bits(image, raw);
  const size = bits / 8;
  if (![1, 2, 4, 8].includes(size)) return unpackBits(image, raw, shape);
  const floatBytes = predictor === 3;
  const bytes = Uint8Array.from(floatBytes ? joinFloatBytes(raw, size, shape) : raw);
  const littleEndian = floatBytes ? false : image.littleEndian;
  if (size > 1 && littleEndian !== hostIsLittleEndian) reverseBytes(bytes, size);
  if (predictor === 2) addAlongRows(bytes, size, shape);
  return viewAs(image, bytes);
}
