import type { Samples } from "../../../core/dataset/labels/labels-from-samples.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { TiffImage } from "./tiff-image.ts";
import type { TiffTags } from "./tiff-tags.ts";

const BITS = 258;
const SAMPLE_FORMAT = 339;

/** TIFF sample format codes; 4 is "undefined" (TIFF 6.0, section 19), which libtiff reads as unsigned. */
const FORMATS: Readonly<Record<number, TiffImage["format"]>> = {
  1: "unsigned",
  2: "signed",
  3: "float",
  4: "unsigned",
};
const COMPLEX: readonly number[] = [5, 6];
const FLOAT_BITS: readonly number[] = [16, 32, 64];
const LARGEST_PACKED = 32;
const LARGE = 64;

type SampleType = Pick<TiffImage, "bits" | "format">;

function isRead({ bits, format }: SampleType): boolean {
  if (format === "float") return FLOAT_BITS.includes(bits);
  return (bits >= 1 && bits <= LARGEST_PACKED) || bits === LARGE;
}

/** The sample type of an image, the same in all channels. Throws a FileError if it is not supported. */
export function readSampleType(file: string, tags: TiffTags): SampleType {
  const bits = tags.numbers(BITS) ?? [1];
  const codes = tags.numbers(SAMPLE_FORMAT) ?? [1];
  if (codes.some((code) => COMPLEX.includes(code))) {
    throw new FileError(
      file,
      "The TIFF holds complex numbers, which are not read. Save their magnitude as 32-bit floats.",
    );
  }
  const format = FORMATS[codes[0]];
  if (new Set(bits).size > 1 || codes.some((code) => FORMATS[code] !== format)) {
    throw new FileError(
      file,
      `The channels of the TIFF have samples of different types (${bits.join(", ")} bits), which is not read. Save all with 8 or 16 bits.`,
    );
  }
  const type = { bits: bits[0], format };
  if (format && isRead(type)) return type;
  throw new FileError(
    file,
    `TIFF with ${bits[0]} bits per sample (format ${codes[0]}) is not read. Save it as integers of 8, 16 or 32 bits, or as 32-bit floats.`,
  );
}

/**
 * A zeroed array for decoded samples of the smallest type that can represent them. Half floats become 32-bit
 * floats; 64-bit integers become doubles, which are exact below 2^53.
 */
export function sampleArray({ bits, format }: SampleType, length: number): Samples {
  if (bits === LARGE) return new Float64Array(length);
  if (format === "float") return new Float32Array(length);
  const signed = format === "signed";
  if (bits <= 8) return signed ? new Int8Array(length) : new Uint8Array(length);
  if (bits <= 16) return signed ? new Int16Array(length) : new Uint16Array(length);
  return signed ? new Int32Array(length) : new Uint32Array(length);
}
