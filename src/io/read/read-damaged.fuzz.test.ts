import fc from "fast-check";
import { encode as encodePng } from "fast-png";
import { zipSync } from "fflate";
import { encode as encodeJpeg } from "jpeg-js";
import { describe, expect, it } from "vitest";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import { writeNpy } from "../write/npy.ts";
import { crc32 } from "./bytes/checksums.ts";
import { TIFF_LZW } from "./bytes/lzw.ts";
import { readRaster } from "./images/read-raster.ts";
import { bmpBytes } from "./testing/bmp-bytes.ts";
import { mustEndWell } from "./testing/damage-suite.ts";
import { damagedBytes } from "./testing/damaged-bytes.ts";
import { RUNS } from "./testing/fuzz-runs.ts";
import { gifBytes } from "./testing/gif-bytes.ts";
import { packCcitt } from "./testing/pack-ccitt.ts";
import { packLzw } from "./testing/pack-lzw.ts";
import { rawZstd } from "./testing/raw-zstd.ts";
import SEG_FILES from "./testing/seg-files.json" with { type: "json" };
import { tiffBytes } from "./testing/tiff-bytes.ts";
import { allocations } from "./testing/watch-allocations.ts";
import WEBP_FILES from "./testing/webp-files.json" with { type: "json" };

const ROWS = 13;
const COLUMNS = 17;
const values = Uint8Array.from({ length: ROWS * COLUMNS }, (_, pixel) => (pixel * 37) % 251);
const wide = Uint16Array.from(values, (value) => 257 * value);
const rgba = Uint8Array.from({ length: 4 * values.length }, (_, at) => values[at >> 2]);
const size = { rows: ROWS, columns: COLUMNS };

const black = values.map((value) => value & 1);
const colourJpeg = Uint8Array.from(encodeJpeg({ width: COLUMNS, height: ROWS, data: rgba }, 90).data);
const OME = '<OME><Pixels DimensionOrder="XYCZT" SizeC="1" SizeZ="2" SizeT="1"><TiffData/></Pixels></OME>';
const IMAGEJ = "ImageJ=1.53t\nimages=2\nslices=2\n";

/** PackBits: each row's bytes as literals after a count. */
function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += 100) {
    const run = bytes.subarray(at, at + 100);
    out.push(run.length - 1, ...run);
  }
  return Uint8Array.from(out);
}

const packed = {
  lzw: { code: 5, pack: (bytes: Uint8Array) => packLzw(bytes, TIFF_LZW) },
  packBits: { code: 32_773, pack: packBits },
  zstandard: { code: 50_000, pack: rawZstd },
  fax: { code: 4, bits: 1, pack: () => packCcitt(black, COLUMNS, "group 4") },
  "fax of group 3": { code: 3, bits: 1, pack: () => packCcitt(black, COLUMNS, "group 3") },
  jpeg: { code: 7, channels: 3, pack: () => colourJpeg },
};

/** Recomputes PNG checksums, so that the data they protect are read. */
function withChecksums(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) break;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
  return bytes;
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const png = (channels: 1 | 3, depth: 8 | 16, data: Uint8Array | Uint16Array) =>
  encodePng({ width: COLUMNS, height: ROWS, data, channels, depth });

const FILES: Record<string, Uint8Array> = {
  "grey.png": png(1, 8, values),
  "wide.png": png(1, 16, wide),
  "colour.png": png(
    3,
    8,
    Uint8Array.from({ length: 3 * values.length }, (_, at) => (at * 29) % 256),
  ),
  "colour.jpg": colourJpeg,
  "plain.tif": tiffBytes({ ...size, samples: wide }),
  "deflate.tif": tiffBytes({ ...size, samples: wide, deflate: true, rowsPerStrip: 4 }),
  "predictor.tif": tiffBytes({ ...size, samples: wide, deflate: true, predictor: true }),
  "tiles.tif": tiffBytes({ ...size, samples: values, tile: 16, bigEndian: true }),
  ...Object.fromEntries(
    Object.entries(packed).map(([name, pack]) => {
      const photometric = name === "jpeg" ? 6 : 1;
      return [`${name}.tif`, tiffBytes({ ...size, samples: values, packed: pack, photometric })];
    }),
  ),
  "ome.tif": tiffBytes({ ...size, samples: values, description: OME }, { ...size, samples: values }),
  "imagej.tif": tiffBytes({ ...size, samples: values, description: IMAGEJ }, { ...size, samples: values }),
  "colour.bmp": bmpBytes({ ...size, samples: values, bits: 24 }),
  "grey.bmp": bmpBytes({ ...size, samples: values, bits: 8, topFirst: true }),
  "grey.gif": gifBytes(ROWS, COLUMNS, [values, values]),
  "noise.webp": bytesOf(WEBP_FILES.noise.file),
  "palette.webp": bytesOf(WEBP_FILES["thirteen colours"].file),
  "slope.webp": bytesOf(WEBP_FILES["a slope with noise"].file),
  "array.npy": writeNpy(Int32Array.from(values), [ROWS, COLUMNS]),
  "array.npz": zipSync({ "a.npy": writeNpy(values, [ROWS, COLUMNS]) }),
  "old_seg.npy": bytesOf(SEG_FILES["protocol 0, NumPy 1.24.4"]),
  "new_seg.npy": bytesOf(SEG_FILES["protocol 5, NumPy 2.1.3"]),
};

/**
 * Number of leading bytes that stay unchanged. WebP may need no bits per pixel, so a changed size would be a
 * valid image of any size and only take time.
 */
const keptOf = (name: string) => (name.endsWith(".webp") ? 25 : 0);

describe.each(Object.entries(FILES))("%s", (name, whole) => {
  it("is read undamaged, with its arrays counted", () => {
    allocations.largest = 0;
    const { samples } = readRaster(name, whole);
    expect(samples.length).toBeGreaterThan(0);
    expect(allocations.largest).toBeGreaterThanOrEqual(samples.byteLength);
  });

  it("is refused if truncated anywhere before its last values", () => {
    for (let length = 0; length < whole.length; length++) mustEndWell(name, whole.subarray(0, length));
    const most = whole.length - (name.endsWith(".tif") ? values.length / 2 : 5);
    for (let length = 0; length < Math.floor(most / 2); length++) {
      expect(() => readRaster(name, whole.slice(0, length))).toThrow(FileError);
    }
  });

  it("never crashes the reader when damaged", () => {
    const repaired = name.endsWith(".png") ? fc.boolean() : fc.constant(false);
    fc.assert(
      fc.property(damagedBytes(whole, keptOf(name)), repaired, (bytes, repair) => {
        mustEndWell(name, repair ? withChecksums(bytes) : bytes);
      }),
      { numRuns: RUNS },
    );
  });

  it("never crashes the reader with noise after its first bytes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Math.max(2, keptOf(name)), max: 64 }),
        fc.uint8Array({ maxLength: 300 }),
        (kept, noise) => {
          mustEndWell(name, Uint8Array.from([...whole.subarray(0, kept), ...noise]));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

it("refuses random bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => mustEndWell("noise", bytes)),
    { numRuns: RUNS },
  );
});
