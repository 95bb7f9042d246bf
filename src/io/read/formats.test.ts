import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FileError } from "../../core/dataset/file-error.ts";
import type { Raster } from "./raster.ts";
import { readRaster } from "./read-raster.ts";
import { HAS_SHARED_DATA, SHARED_NOTE, sharedBytes } from "./test-files.ts";

interface Expected {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly sha256?: string;
  readonly mean?: number;
}

/** Formats that are refused, and a word of the reason. */
const REFUSED: Record<string, RegExp> = {
  "zstd_u16.tif": /Zstandard/,
  "jpeg_in_tiff_u8.tif": /JPEG/,
  "mask_1bit_g4.tif": /CCITT/,
  "cmyk.jpg": /4 colour channels/,
  "rgb.bmp": /BMP/,
  "rgb_lossless.webp": /WEBP/,
  "gray.gif": /GIF/,
  "labels_named_masks.npz": /zip/i,
  "cellpose_gui_seg.npy": /Python objects/,
  "imagej_written_u16.zip": /zip/i,
};

/** Stacks: the first page is read, so only its shape can be compared. */
const FIRST_PAGE_ONLY = [
  "pages3_u8.tif",
  "imagej_channels2_u16.tif",
  "imagej_tzc_u8.tif",
  "ome_czyx_u16.ome.tif",
  "imagej_written_stack_u8.tif",
];

const DTYPES: Record<string, string> = {
  Uint8Array: "uint8",
  Uint16Array: "uint16",
  Int16Array: "int16",
  Uint32Array: "uint32",
  Int32Array: "int32",
  Float32Array: "float32",
  Float64Array: "float64",
};

function expectations(): [string, Expected][] {
  if (!HAS_SHARED_DATA) return [];
  const text = new TextDecoder().decode(sharedBytes("formats/expected.json"));
  return Object.entries(JSON.parse(text) as Record<string, Expected>);
}

function sha256({ samples }: Raster): string {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return createHash("sha256").update(bytes).digest("hex");
}

function shapeOf({ rows, columns, channels }: Raster): number[] {
  return channels === 1 ? [rows, columns] : [rows, columns, channels];
}

describe.skipIf(!HAS_SHARED_DATA)(
  `one image in many encodings, against what other libraries read${SHARED_NOTE}`,
  () => {
    it.each(expectations())("%s", (name, expected) => {
      const read = () => readRaster(name, sharedBytes(`formats/${name}`));
      if (REFUSED[name]) {
        expect(read).toThrow(FileError);
        expect(read).toThrow(REFUSED[name]);
        return;
      }
      const raster = read();
      if (FIRST_PAGE_ONLY.includes(name)) {
        expect(shapeOf(raster)).toEqual(expected.shape.slice(-2));
      } else if (expected.mean !== undefined) {
        const sum = Array.from(raster.samples).reduce((total, value) => total + value, 0);
        expect(Math.abs(sum / raster.samples.length - expected.mean)).toBeLessThan(1);
      } else if (expected.sha256) {
        expect(shapeOf(raster)).toEqual(expected.shape);
        const sixtyFour = /^u?int64$/.test(expected.dtype);
        expect(sixtyFour ? expected.dtype : DTYPES[raster.samples.constructor.name]).toBe(expected.dtype);
        if (!sixtyFour) expect(sha256(raster)).toBe(expected.sha256);
      }
    });
  },
);
