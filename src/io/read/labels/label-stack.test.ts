import fc from "fast-check";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { writeNpy } from "../../write/npy.ts";
import { importAll } from "../testing/test-files.ts";
import { tiffBytes } from "../testing/tiff-bytes.ts";

const ROWS = 24;
const COLUMNS = 30;
const PIXELS = ROWS * COLUMNS;

const image = encode({
  width: COLUMNS,
  height: ROWS,
  data: Uint8Array.from({ length: PIXELS }, (_, pixel) => (pixel * 37) % 251),
  channels: 1,
  depth: 8,
}).slice();

const blob = (bytes: Uint8Array) => new Blob([bytes.slice()]);

function square(top: number, left: number, side: number, value: number): Uint8Array {
  return Uint8Array.from({ length: PIXELS }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / COLUMNS), pixel % COLUMNS];
    return row >= top && row < top + side && column >= left && column < left + side ? value : 0;
  });
}

const tiff = (planes: readonly Uint8Array[]) =>
  tiffBytes(...planes.map((samples) => ({ rows: ROWS, columns: COLUMNS, samples })));
const npy = (planes: readonly Uint8Array[]) =>
  writeNpy(Uint8Array.from(planes.flatMap((plane) => [...plane])), [planes.length, ROWS, COLUMNS]);

const npyBehind = (planes: readonly Uint8Array[]) =>
  writeNpy(
    Uint8Array.from(
      { length: planes.length * PIXELS },
      (_, at) => planes[at % planes.length][Math.floor(at / planes.length)],
    ),
    [ROWS, COLUMNS, planes.length],
  );

const beside = (name: string, labels: Uint8Array, stack = {}) =>
  importAll(
    [
      { path: "a.png", blob: blob(image) },
      { path: `a_masks.${name}`, blob: blob(labels) },
    ],
    stack,
  );

/** Squares in cells of a grid of 6 px, in random order, with empty planes between them. */
const masks = fc
  .record({
    places: fc.uniqueArray(fc.nat(19), { minLength: 5, maxLength: 12 }),
    value: fc.constantFrom(1, 255),
    own: fc.boolean(),
    side: fc.integer({ min: 3, max: 6 }),
    empty: fc.nat(3),
  })
  .map(({ places, value, own, side, empty }) => [
    ...places.map((place, index) =>
      square(6 * Math.floor(place / 5), 6 * (place % 5), side, own ? index + 1 : value),
    ),
    ...Array.from({ length: empty }, () => new Uint8Array(PIXELS)),
  ]);

describe("a label stack beside a single-plane image", () => {
  it.each([
    ["tif", "a page each", tiff],
    ["npy", "along the first dimension", npy],
    ["npy", "along the last dimension", npyBehind],
  ] as const)("gives one cell per slice if each contains one mask (%s, %s)", async (name, _, write) => {
    await fc.assert(
      fc.asyncProperty(masks, async (planes) => {
        const { images, refused } = await beside(name, write(planes));
        expect(refused).toEqual([]);
        const cells = planes.filter((plane) => plane.some((value) => value > 0));
        const expected = new Int32Array(PIXELS);
        cells.forEach((plane, index) => {
          plane.forEach((value, pixel) => {
            if (value > 0) expected[pixel] = index + 1;
          });
        });
        expect(images[0].record.cells).toBe(cells.length);
        expect(images[0].labels.data).toEqual(expected);
        expect(images[0].record.notes[0]).toMatch(
          new RegExp(`stack of ${planes.length} slices beside an image of one plane`),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("is refused with a remedy if slices contain several cells, overlap or are all equal", async () => {
    const two = square(2, 2, 5, 1).map((value, pixel) => value + square(12, 12, 5, 2)[pixel]);
    const volume = [8, 9, 10].map((side) => square(4, 4, side, 1));
    const background = square(4, 4, 8, 1).map((value) => 1 - value);
    for (const planes of [[two, two, two], volume, [square(4, 4, 8, 1), background]]) {
      const { images, refused } = await beside("tif", tiff(planes));
      expect(images).toEqual([]);
      expect(refused[0]).toMatchObject({
        file: "a_masks.tif",
        reason: expect.stringMatching(/stack of several slices.*--slice/),
      });
      const chosen = await beside("tif", tiff(planes), { slice: 0 });
      expect(chosen.images).toHaveLength(1);
    }
  });

  it("gives the only slice with cells", async () => {
    const two = square(2, 2, 5, 1).map((value, pixel) => value + square(12, 12, 5, 2)[pixel]);
    const empty = new Uint8Array(PIXELS);
    const { images } = await beside("tif", tiff([empty, empty, two, empty]));
    expect(images[0].record).toMatchObject({
      cells: 2,
      notes: ["Labels: Of 4 slices, only number 3 holds cells; it is used."],
    });
  });
});
