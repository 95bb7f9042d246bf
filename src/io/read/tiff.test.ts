import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { readTiff } from "./tiff.ts";
import { tiffBytes } from "./tiff-bytes.ts";
import { unpackLzw } from "./tiff-lzw.ts";

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
  it("gives back any strips or tiles, either byte order, with predictor and deflate", () => {
    fc.assert(
      fc.property(image, (request) => {
        const { rows, columns, samples } = readTiff("x.tif", tiffBytes(request));
        expect([rows, columns]).toEqual([request.rows, request.columns]);
        expect(samples).toEqual(request.samples);
      }),
    );
  });

  it("notices a changed byte of deflated pixels by their checksum or length", () => {
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

describe("LZW", () => {
  it("unpacks the example of the TIFF 6.0 specification", () => {
    // Codes 256 7 258 8 8 258 6 6 257 of 9 bits stand for 7 7 7 8 8 7 7 6 6.
    const codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
    const bits = codes.map((code) => code.toString(2).padStart(9, "0")).join("");
    const bytes = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
    const out = new Uint8Array(9);
    expect(unpackLzw(Uint8Array.from(bytes), out)).toBe(9);
    expect(Array.from(out)).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
  });

  it("stops at the end of the data, of the room, and at codes that cannot be", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(500), (bytes, room) => {
        const out = new Uint8Array(room);
        expect(unpackLzw(bytes, out)).toBeLessThanOrEqual(room);
      }),
      { numRuns: 500 },
    );
  });
});
