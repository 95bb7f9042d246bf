import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { writeNpy } from "../../write/npy.ts";
import { readRaster } from "../images/read-raster.ts";
import { importAll } from "../testing/test-files.ts";

const [COUNT, ROWS, COLUMNS] = [3, 16, 20];
const PIXELS = ROWS * COLUMNS;

const blobOf = (bytes: Uint8Array) => new Blob([bytes.slice()]);
const pixels = (index: number) => Uint8Array.from({ length: PIXELS }, (_, at) => (at * (index + 3)) % 251);
const cells = (index: number) =>
  Int32Array.from({ length: PIXELS }, (_, at) => (at % COLUMNS < 8 + index ? 5 : 9));

describe("NPZ", () => {
  it("with one array gives that array, under any name", () => {
    const bytes = zipSync({ "arr_0.npy": writeNpy(cells(0), [ROWS, COLUMNS]) });
    expect(readRaster("x.npz", bytes).samples).toEqual(cells(0));
  });

  it("with several arrays gives the one called labels, and otherwise names all", () => {
    const other = writeNpy(pixels(0), [ROWS, COLUMNS]);
    const labels = zipSync({ "flows.npy": other, "masks.npy": writeNpy(cells(1), [ROWS, COLUMNS]) });
    expect(readRaster("x.npz", labels).samples).toEqual(cells(1));
    expect(() => readRaster("x.npz", zipSync({ "a.npy": other, "b.npy": other }))).toThrow(
      /2 arrays \(a, b\)/,
    );
  });

  it("with stacks of images and masks is imported as pairs", async () => {
    const stack = Uint8Array.from(
      { length: COUNT * PIXELS },
      (_, at) => pixels(Math.floor(at / PIXELS))[at % PIXELS],
    );
    const masks = Int32Array.from(
      { length: COUNT * PIXELS },
      (_, at) => cells(Math.floor(at / PIXELS))[at % PIXELS],
    );
    const shape = [COUNT, ROWS, COLUMNS];
    const bytes = zipSync({ "X.npy": writeNpy(stack, shape), "y.npy": writeNpy(masks, shape) });
    const { images, refused } = await importAll([{ path: "set/cells.npz", blob: blobOf(bytes) }]);
    expect(refused).toEqual([]);
    expect(images.map(({ record }) => record.name)).toEqual(["cells_0000", "cells_0001", "cells_0002"]);
    images.forEach(({ pixels: { data }, labels }, index) => {
      expect(data).toEqual(pixels(index));
      expect(labels.data).toEqual(cells(index));
    });
  });

  it("of DeepCell gives the first of two label channels, with a note, in a stack or alone", async () => {
    const both = (count: number, valueAt: (index: number, pixel: number, channel: number) => number) =>
      Int32Array.from({ length: 2 * count * PIXELS }, (_, at) =>
        valueAt(Math.floor(at / 2 / PIXELS), Math.floor(at / 2) % PIXELS, at % 2),
      );
    for (const count of [COUNT, 1]) {
      const shape = [...(count > 1 ? [count] : []), ROWS, COLUMNS, 2];
      const bytes = zipSync({
        "X.npy": writeNpy(
          both(count, (index, pixel, channel) => pixels(index)[pixel] + channel),
          shape,
        ),
        "y.npy": writeNpy(
          both(count, (index, pixel, channel) => (channel === 0 ? cells(index)[pixel] : pixel % 3)),
          shape,
        ),
      });
      const { images, refused } = await importAll([{ path: "tissue.npz", blob: blobOf(bytes) }]);
      expect(refused).toEqual([]);
      expect(images).toHaveLength(count);
      images.forEach(({ pixels: { channels }, labels, record }, index) => {
        expect(channels).toBe(2);
        expect(labels.data).toEqual(cells(index));
        expect(record.notes[0]).toMatch(/Of 2 channels of the labels, the first is used/);
      });
    }
  });

  it("in Fortran order and as parts of a data set is imported alike", async () => {
    const shape = [COUNT, ROWS, COLUMNS];
    const stack = (valueAt: (index: number, pixel: number) => number) =>
      Int32Array.from({ length: COUNT * PIXELS }, (_, at) => {
        const [index, row, column] = [
          at % COUNT,
          Math.floor(at / COUNT) % ROWS,
          Math.floor(at / COUNT / ROWS),
        ];
        return valueAt(index, row * COLUMNS + column);
      });
    const columnsFirst = (values: Int32Array) => {
      const npy = writeNpy(values, shape);
      const text = new TextDecoder("latin1")
        .decode(npy)
        .replace("'fortran_order': False", "'fortran_order': True ");
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    };
    const bytes = zipSync({
      "X_train.npy": columnsFirst(stack((index, pixel) => pixels(index)[pixel])),
      "y_train.npy": columnsFirst(stack((index, pixel) => cells(index)[pixel])),
      "X_val.npy": writeNpy(pixels(9), [ROWS, COLUMNS, 1]),
      "y_val.npy": writeNpy(cells(4), [ROWS, COLUMNS, 1]),
    });
    const { images, refused } = await importAll([{ path: "set/cells.npz", blob: blobOf(bytes) }]);
    expect(refused).toEqual([]);
    expect(images.map(({ record }) => record.name)).toEqual([
      "cells_0000",
      "cells_0001",
      "cells_0002",
      "cells",
    ]);
    images.forEach(({ pixels: { data }, labels }, index) => {
      const from = index === COUNT ? [9, 4] : [index, index];
      expect(Array.from(data)).toEqual(Array.from(pixels(from[0])));
      expect(labels.data).toEqual(cells(from[1]));
    });
  });

  it("with one image and its masks is imported; an inconsistent one is refused by name", async () => {
    const image = writeNpy(pixels(0), [ROWS, COLUMNS]);
    const good = zipSync({ "image.npy": image, "mask.npy": writeNpy(cells(0), [ROWS, COLUMNS]) });
    const stack = writeNpy(Int32Array.from([...cells(0), ...cells(1)]), [2, ROWS, COLUMNS]);
    const bad = zipSync({ "image.npy": image, "mask.npy": stack });
    const { images, refused } = await importAll([
      { path: "a.npz", blob: blobOf(good) },
      { path: "b.npz", blob: blobOf(bad) },
    ]);
    expect(images.map(({ record }) => record.name)).toEqual(["a"]);
    expect(refused).toEqual([
      { file: "b.npz", reason: expect.stringContaining("16 images but 2 label images") },
    ]);
  });

  it("that declares too large a size is refused before decompression", () => {
    const bytes = zipSync({ "a.npy": writeNpy(cells(0), [ROWS, COLUMNS]) });
    const directory = bytes.findLastIndex((_, at) => at > 0 && bytes[at] === 0x50 && bytes[at + 2] === 1);
    new DataView(bytes.buffer).setUint32(directory + 24, 2 ** 31, true);
    expect(() => readRaster("x.npz", bytes)).toThrow(/would have 2147483648 bytes/);
    new DataView(bytes.buffer).setUint32(directory + 24, 100, true);
    expect(() => readRaster("x.npz", bytes)).toThrow(/damaged/);
  });

  it("never crashes the reader with altered or missing bytes", () => {
    const whole = zipSync({ "a.npy": writeNpy(cells(0), [ROWS, COLUMNS]) });
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat(40), (changes, missing) => {
        const bytes = whole.slice(0, whole.length - Math.max(0, missing - 20));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          expect(readRaster("x.npz", bytes).samples.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
