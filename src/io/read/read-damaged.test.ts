import fc from "fast-check";
import { encode as encodePng } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import { describe, expect, it, vi } from "vitest";
import { FileError } from "../../core/dataset/file-error.ts";
import { writeNpy } from "../write/npy.ts";
import { bmpBytes } from "./bmp-bytes.ts";
import { gifBytes } from "./gif-bytes.ts";
import { packCcitt } from "./pack-ccitt.ts";
import { rawZstd } from "./raw-zstd.ts";
import { readRaster } from "./read-raster.ts";
import { tiffBytes } from "./tiff-bytes.ts";

vi.setConfig({ testTimeout: 60_000 });

const ROWS = 13;
const COLUMNS = 17;
const values = Uint8Array.from({ length: ROWS * COLUMNS }, (_, pixel) => (pixel * 37) % 251);
const wide = Uint16Array.from(values, (value) => 257 * value);
const rgba = Uint8Array.from({ length: 4 * values.length }, (_, at) => values[at >> 2]);

const zstd = { code: 50_000, pack: rawZstd };
const black = values.map((value) => value & 1);
const fax = { code: 4, bits: 1, pack: () => packCcitt(black, COLUMNS, "group 4") };
const colourJpeg = Uint8Array.from(encodeJpeg({ width: COLUMNS, height: ROWS, data: rgba }, 90).data);
const jpeg = { code: 7, channels: 3, pack: () => colourJpeg };
const OME = '<OME><Pixels DimensionOrder="XYCZT" SizeC="1" SizeZ="2" SizeT="1"><TiffData/></Pixels></OME>';

const FILES: Record<string, Uint8Array> = {
  "grey.png": encodePng({ width: COLUMNS, height: ROWS, data: values, channels: 1, depth: 8 }),
  "wide.png": encodePng({ width: COLUMNS, height: ROWS, data: wide, channels: 1, depth: 16 }),
  "colour.jpg": colourJpeg,
  "plain.tif": tiffBytes({ rows: ROWS, columns: COLUMNS, samples: wide }),
  "deflate.tif": tiffBytes({ rows: ROWS, columns: COLUMNS, samples: wide, deflate: true, rowsPerStrip: 4 }),
  "tiles.tif": tiffBytes({ rows: ROWS, columns: COLUMNS, samples: values, tile: 16, bigEndian: true }),
  "zstandard.tif": tiffBytes({ rows: ROWS, columns: COLUMNS, samples: wide, packed: zstd }),
  "fax.tif": tiffBytes({ rows: ROWS, columns: COLUMNS, samples: values, packed: fax }),
  "jpeg.tif": tiffBytes({ rows: ROWS, columns: COLUMNS, samples: values, packed: jpeg, photometric: 6 }),
  "stack.tif": tiffBytes(
    { rows: ROWS, columns: COLUMNS, samples: values, description: OME },
    { rows: ROWS, columns: COLUMNS, samples: values },
  ),
  "colour.bmp": bmpBytes({ rows: ROWS, columns: COLUMNS, samples: values, bits: 24 }),
  "grey.bmp": bmpBytes({ rows: ROWS, columns: COLUMNS, samples: values, bits: 8, topFirst: true }),
  "grey.gif": gifBytes(ROWS, COLUMNS, [values, values]),
  "array.npy": writeNpy(Int32Array.from(values), [ROWS, COLUMNS]),
};

/** Reading ends with a picture of the size it claims, or with our own refusal that names the file. */
function mustEndWell(name: string, bytes: Uint8Array): void {
  try {
    const { rows, columns, channels, samples } = readRaster(name, bytes);
    expect(samples.length).toBe(rows * columns * channels);
  } catch (error) {
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).message.startsWith(`${name}: `)).toBe(true);
  }
}

describe.each(Object.entries(FILES))("%s", (name, whole) => {
  it("is read as it is", () => {
    const { rows, columns } = readRaster(name, whole);
    expect([rows, columns]).toEqual([ROWS, COLUMNS]);
  });

  it("is refused when cut off anywhere before its last values", () => {
    for (let length = 0; length < whole.length; length++) mustEndWell(name, whole.subarray(0, length));
    const most = whole.length - (name.endsWith(".tif") ? values.length / 2 : 5);
    for (let length = 0; length < Math.floor(most / 2); length++) {
      expect(() => readRaster(name, whole.slice(0, length))).toThrow(FileError);
    }
  });

  it("never breaks the reader when bytes are changed", () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        mustEndWell(name, bytes);
      }),
      { numRuns: 300 },
    );
  });

  it("never breaks the reader when its beginning is followed by noise", () => {
    fc.assert(
      fc.property(fc.nat(whole.length), fc.uint8Array({ maxLength: 200 }), (kept, noise) => {
        mustEndWell(name, Uint8Array.from([...whole.subarray(0, kept), ...noise]));
      }),
      { numRuns: 200 },
    );
  });
});

it("refuses bytes that are nothing at all", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => mustEndWell("noise", bytes)),
    { numRuns: 300 },
  );
});
