import fc from "fast-check";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import type { AddedFile } from "./gather-files.ts";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE } from "./testing/test-files.ts";

const SIDE = 12;
const NOTE = /contains? no cell: it is a negative example/;

function png(pixels: ArrayLike<number>): Blob {
  const data = Uint8Array.from(pixels);
  return new Blob([Uint8Array.from(encode({ width: SIDE, height: SIDE, channels: 1, data }))]);
}

/** A textured image. */
const image = (seed: number) =>
  png(Array.from({ length: SIDE * SIDE }, (_, pixel) => (seed * 31 + pixel * 7 + (pixel % 5)) % 200));

/** One cell of 3 x 3 px, or none. */
function cellAt(place: number | null): number[] {
  const pixels = new Array<number>(SIDE * SIDE).fill(0);
  if (place === null) return pixels;
  for (const down of [0, 1, 2]) for (const right of [0, 1, 2]) pixels[place + down * SIDE + right] = 7;
  return pixels;
}

const text = (path: string, content: string): AddedFile => ({ path, blob: new Blob([content]) });

/** Run lengths of the cell along the rows, from 1, as in the Sartorius format. */
const runsAt = (place: number) => [0, 1, 2].map((down) => `${place + down * SIDE + 1} 3`).join(" ");

/** Formats that assign cells to images, null for none. */
const LAYOUTS: Readonly<Record<string, (cells: readonly (number | null)[]) => AddedFile[]>> = {
  "label images": (cells) =>
    cells.flatMap((place, index) => [
      { path: `set/images/i${index}.png`, blob: image(index) },
      { path: `set/masks/i${index}.png`, blob: png(cellAt(place)) },
    ]),
  "a folder of masks an image": (cells) =>
    cells.flatMap((place, index) => [
      { path: `set/i${index}/images/i${index}.png`, blob: image(index) },
      { path: `set/i${index}/masks/m.png`, blob: png(cellAt(place).map((id) => (id > 0 ? 255 : 0))) },
    ]),
  "a table with blank rows": (cells) => [
    ...cells.map((_, index) => ({ path: `set/i${index}.png`, blob: image(index) })),
    text(
      "set/train.csv",
      `id,annotation,width,height\n${cells
        .map((place, index) => `i${index},${place === null ? "" : runsAt(place)},${SIDE},${SIDE}`)
        .join("\n")}\n`,
    ),
  ],
  "COCO without annotations of some": (cells) => [
    ...cells.map((_, index) => ({ path: `set/i${index}.png`, blob: image(index) })),
    text(
      "set/coco.json",
      JSON.stringify({
        images: cells.map((_, id) => ({ id, file_name: `i${id}.png`, width: SIDE, height: SIDE })),
        annotations: cells.flatMap((place, id) => {
          if (place === null) return [];
          const [top, left] = [Math.floor(place / SIDE), place % SIDE];
          const [bottom, right] = [top + 3, left + 3];
          const segmentation = [[left, top, right, top, right, bottom, left, bottom]];
          return [{ id: id + 1, image_id: id, segmentation, iscrowd: 0, category_id: 1 }];
        }),
      }),
    ),
  ],
};

/** One cell or none per image, in at least one image per cell. */
const someCells = fc
  .array(fc.option(fc.constantFrom(0, 5, 40, 100)), { minLength: 1, maxLength: 4 })
  .map((cells) => [14, ...cells]);

describe("images with empty labels", () => {
  it.each(Object.entries(LAYOUTS))("are negative examples: %s", async (_, filesOf) => {
    await fc.assert(
      fc.asyncProperty(someCells, async (cells) => {
        const { records, unlabelled, refused } = await importAll(filesOf(cells));
        expect(refused).toEqual([]);
        expect(unlabelled).toEqual([]);
        const byName = new Map(records.map((record) => [record.name, record]));
        for (const [index, place] of cells.entries()) {
          const record = byName.get(`i${index}`);
          expect(record).toMatchObject({ labelled: true, cells: place === null ? 0 : 1 });
          expect(record?.notes.some((note) => NOTE.test(note))).toBe(place === null);
        }
      }),
      { numRuns: 12 },
    );
  });

  it.each(["a table with blank rows", "COCO without annotations of some"])(
    "are not negative examples if a list contains no cells at all: %s",
    async (layout) => {
      const { records, unlabelled, refused } = await importAll(LAYOUTS[layout]([null, null]));
      expect(records).toEqual([]);
      expect(unlabelled.map(({ name }) => name)).toEqual(["i0", "i1"]);
      expect(refused).toHaveLength(1);
      expect(refused[0].reason).toMatch(/No image in it has a cell.*kept without labels/);
    },
  );

  it("must have the size given in their list", async () => {
    const files = LAYOUTS["a table with blank rows"]([14, null]);
    const table = await files[2].blob.text();
    const other = table.replace(`i1,,${SIDE},${SIDE}`, `i1,,${SIDE},${SIDE + 1}`);
    const { records, refused } = await importAll([files[0], files[1], text("set/train.csv", other)]);
    expect(records.map(({ name }) => name)).toEqual(["i0"]);
    expect(refused.find(({ file }) => file.endsWith("i1.png"))?.reason).toMatch(/sizes differ/);
  });
});

describe.skipIf(!HAS_SHARED_DATA)(`reported cases${SHARED_NOTE}`, () => {
  it("reads an empty mask as a negative example (c32)", async () => {
    const { records, refused } = await importAll(await dropOf("reports/c32_empty_negative"));
    expect(refused).toEqual([]);
    expect(records.map(({ cells }) => cells > 0).sort()).toEqual([false, true]);
    expect(records.find(({ cells }) => cells === 0)?.notes.join()).toMatch(NOTE);
  });
});
