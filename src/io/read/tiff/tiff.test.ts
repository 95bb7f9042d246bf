import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { tiffBytes } from "../testing/tiff-bytes.ts";
import { readTiff } from "./tiff.ts";

vi.setConfig({ testTimeout: 60_000 });

const image = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    columns: fc.integer({ min: 1, max: 40 }),
    wide: fc.boolean(),
    deflate: fc.boolean(),
    bigEndian: fc.boolean(),
    predictor: fc.boolean(),
    tile: fc.constantFrom(undefined, 16),
    rowsPerStrip: fc.integer({ min: 1, max: 40 }),
    seed: fc.nat(),
  })
  .map(({ wide, tile, seed, ...rest }) => {
    const length = rest.rows * rest.columns;
    const values = Array.from({ length }, (_, at) => ((at + seed) * 2654435761) >>> 12);
    const samples = wide ? Uint16Array.from(values) : Uint8Array.from(values);
    return { ...rest, samples, ...(tile ? { tile } : {}) };
  });

describe("TIFF", () => {
  it("decodes any strips or tiles, in either byte order, with predictor and deflate", () => {
    fc.assert(
      fc.property(image, (request) => {
        const { rows, columns, samples } = readTiff("x.tif", tiffBytes(request));
        expect([rows, columns]).toEqual([request.rows, request.columns]);
        expect(samples).toEqual(request.samples);
      }),
    );
  });

  it("detects an altered byte of deflated pixels by checksum or length", () => {
    const samples = Uint8Array.from({ length: 900 }, (_, at) => ((at * 2654435761) >>> 13) % 256);
    const whole = tiffBytes({ rows: 30, columns: 30, samples, deflate: true });
    const noticed = Array.from({ length: 200 }, (_, at) => whole.length - 200 + at).filter((at) => {
      const bytes = whole.slice();
      bytes[at] ^= 0x10;
      try {
        readTiff("x.tif", bytes);
        return false;
      } catch {
        return true;
      }
    });
    expect(noticed).toHaveLength(200);
  });
});
