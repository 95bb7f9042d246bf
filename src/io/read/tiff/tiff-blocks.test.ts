import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { TIFF_LZW } from "../bytes/lzw.ts";
import { packLzw } from "../testing/pack-lzw.ts";
import { rawZstd } from "../testing/raw-zstd.ts";
import { type TiffRequest, tiffBytes } from "../testing/tiff-bytes.ts";
import { readTiff } from "./tiff.ts";

vi.setConfig({ testTimeout: 60_000 });

const SIZES = { strips: 279, tiles: 325 } as const;
const OFFSETS = { strips: 273, tiles: 324 } as const;
const TILE = 16;

const image: fc.Arbitrary<TiffRequest & { readonly kind: "strips" | "tiles" }> = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    columns: fc.integer({ min: 1, max: 40 }),
    kind: fc.constantFrom("strips", "tiles"),
    rowsPerStrip: fc.integer({ min: 1, max: 40 }),
    bigEndian: fc.boolean(),
    coding: fc.constantFrom("plain", "deflate", "lzw", "zstandard"),
    seed: fc.nat(),
  })
  .map(({ kind, coding, seed, ...rest }) => {
    const samples = Uint8Array.from(
      { length: rest.rows * rest.columns },
      (_, at) => ((at + seed) * 2654435761) >>> 20,
    );
    const packed = {
      plain: {},
      deflate: { deflate: true },
      lzw: { packed: { code: 5, pack: (bytes: Uint8Array) => packLzw(bytes, TIFF_LZW) } },
      zstandard: { packed: { code: 50_000, pack: rawZstd } },
    }[coding];
    return { ...rest, ...packed, samples, kind, ...(kind === "tiles" ? { tile: TILE } : {}) };
  });

/** Index of the block that contains a pixel. */
function blockOf({ rows, columns, tile, rowsPerStrip = rows }: TiffRequest, pixel: number): number {
  const [row, column] = [Math.floor(pixel / columns), pixel % columns];
  if (!tile) return Math.floor(row / rowsPerStrip);
  return Math.floor(row / tile) * Math.ceil(columns / tile) + Math.floor(column / tile);
}

describe("blocks of a TIFF", () => {
  it("are found if their sizes are missing or zero", () => {
    fc.assert(
      fc.property(image, fc.boolean(), (request, missing) => {
        const tag = SIZES[request.kind];
        const tags: TiffRequest["tags"] = (right) => ({
          [tag]: missing ? null : (right.get(tag) ?? []).map(() => 0),
        });
        expect(readTiff("x.tif", tiffBytes({ ...request, tags })).samples).toEqual(request.samples);
      }),
    );
  });

  it("any of them, are zeros if omitted", () => {
    fc.assert(
      fc.property(image, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (request, all) => {
        const gone = [...all.slice(0, 39), false];
        const tags: TiffRequest["tags"] = (right) =>
          Object.fromEntries(
            [OFFSETS, SIZES].map((tag) => {
              const values = right.get(tag[request.kind]) ?? [];
              return [tag[request.kind], values.map((value, at) => (gone[at % 40] ? 0 : value))];
            }),
          );
        const { samples } = readTiff("x.tif", tiffBytes({ ...request, tags }));
        expect(samples).toEqual(
          Uint8Array.from(request.samples, (value, pixel) =>
            gone[blockOf(request, pixel) % 40] ? 0 : value,
          ),
        );
      }),
    );
  });

  it("are refused if the list is short or their zeros would exceed the memory", () => {
    const request = { rows: 8, columns: 8, samples: new Uint8Array(64), rowsPerStrip: 2 };
    const short = tiffBytes({ ...request, tags: () => ({ [SIZES.strips]: [16, 16] }) });
    expect(() => readTiff("x.tif", short)).toThrow(/4 blocks of pixels but lists the sizes of 2/);
    const huge = tiffBytes({
      ...request,
      tags: () => ({
        256: [8192],
        257: [8192],
        258: [64],
        278: [8192],
        [OFFSETS.strips]: [0],
        [SIZES.strips]: [0],
      }),
    });
    expect(() => readTiff("x.tif", huge)).toThrow(/leaves out 536870912 bytes/);
  });
});
