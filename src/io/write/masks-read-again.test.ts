import fc from "fast-check";
import { encode } from "fast-png";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { byText } from "../../core/dataset/pairing/path-name.ts";
import { isSystemFile } from "../../core/dataset/pairing/system-files.ts";
import { uniqueNames } from "../../core/dataset/pairing/unique-names.ts";
import { MASK_FORMATS, type MaskFormat } from "../../core/mask-formats.ts";
import type { Labels } from "../../core/raster/plane.ts";
import type { AddedFile } from "../read/gather-files.ts";
import { importAll } from "../read/testing/test-files.ts";
import { writeMasksArchive } from "./masks-archive.ts";

const SIDE = 20;
const LABEL_FORMATS = MASK_FORMATS.filter((format) => format !== "scores" && format !== "measurements");

const stem = fc.oneof(
  fc.constantFrom(
    "cell",
    "Cell",
    "=cmd",
    'odd,name "q"',
    "Zürich é",
    "Zu\u0308rich e\u0301",
    "a.b.c",
    ".hidden",
    "..two",
    "odd,name _q_",
  ),
  fc.constantFrom(
    "100%",
    "50%20x",
    "a#b",
    "CON",
    "aux",
    "aux.",
    "dot.",
    "space ",
    "space",
    " lead",
    "lead",
    "tab\there",
    "x".repeat(180),
    "é".repeat(110),
    "same",
    "same (2)",
    "'q'",
  ),
  fc.stringMatching(/^[a-z0-9 ._=,%#'-]{1,8}[a-z]$/),
);
const folder = fc.constantFrom(
  "",
  "plateA/",
  "plateB/",
  "plateA/é/",
  "PLATEA/",
  "100%/",
  "=x/",
  "a, b/",
  "images/",
  "plateA/images/",
  "nul/dot./",
  "dot_/",
  "dot_/PLATEA/",
  "images/images/",
);
/** All files are PNG, whatever their extension. */
const extension = fc.constantFrom("png", "png", "png", "PNG", "tif");
const path = fc
  .tuple(folder, stem, extension)
  .map(([before, name, after]) => `${before}${name}.${after}`)
  .filter((name) => !isSystemFile(name));
const image = fc.record({
  path,
  hasCells: fc.integer({ min: 0, max: 4 }).map((one) => one > 0),
});
type Image = { readonly path: string; readonly hasCells: boolean };

/** A few cells, one with a hole and one with two connected components, on less than half of the image. */
function cellsOf(seed: number): Labels {
  const data = new Int32Array(SIDE * SIDE);
  const fill = (id: number, row: number, column: number, rows: number, columns: number) => {
    for (let y = row; y < row + rows; y++) data.fill(id, y * SIDE + column, y * SIDE + column + columns);
  };
  fill(1, 1, 1 + (seed % 3), 5, 5);
  fill(0, 3, 3 + (seed % 3), 1, 1);
  fill(2, 9, 2, 3, 2 + (seed % 5));
  fill(2, 14, 2, 2, 2);
  fill(3, 12, 12, 4, 4);
  fill(4, 12, 16, 4, 1 + (seed % 3));
  return { rows: SIDE, columns: SIDE, data };
}

function imageFile(at: string, seed: number): AddedFile {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (pixel * (7 + seed)) % 251);
  const png = encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 });
  return { path: at, blob: new Blob([png.slice()]) };
}

const blobOf = (bytes: Uint8Array) => new Blob([bytes.slice()]);

const truthOf = ({ hasCells }: Image, index: number): Labels => {
  const cells = cellsOf(index);
  return hasCells ? cells : { ...cells, data: new Int32Array(SIDE * SIDE) };
};

/** Cells renumbered in the order of their first pixels. */
function numbered({ data }: Labels): number[] {
  const ids = new Map([[0, 0]]);
  return Array.from(data, (id) => ids.get(id) ?? ids.set(id, ids.size).size - 1);
}

function archiveOf(images: readonly Image[], formats: readonly MaskFormat[]): Uint8Array {
  const names = uniqueNames(images.map(({ path }) => path));
  const written = images.map((one, index) => {
    return { name: names[index], path: one.path, labels: truthOf(one, index), score: null };
  });
  return writeMasksArchive(written, new Set(formats));
}

const unpacked = (bytes: Uint8Array): AddedFile[] =>
  Object.entries(unzipSync(bytes)).map(([at, file]) => ({ path: at, blob: blobOf(file) }));

/**
 * Imports images, which may be in an outer folder, with their masks, and expects all cells back unchanged.
 */
async function expectBack(images: readonly Image[], masks: readonly AddedFile[], outer = "") {
  const files = images.map(({ path }, index) => imageFile(outer + path, index));
  const imported = await importAll([...files, ...masks]);
  const paths = images.map(({ path }) => path);
  expect(imported.unlabelled.map(({ name }) => name)).toEqual([]);
  expect(imported.images.map(({ record }) => record.pair?.image.slice(outer.length)).sort()).toEqual(
    [...paths].sort(),
  );
  for (const { record, labels } of imported.images) {
    const index = paths.indexOf(record.pair?.image.slice(outer.length) ?? "");
    const notes = record.notes.filter((note) => !note.startsWith("1 piece lies apart"));
    expect([record.name, notes, numbered(labels)]).toEqual([
      uniqueNames(paths.map((one) => outer + one))[index],
      images[index].hasCells ? [] : [expect.stringMatching(/negative example/)],
      numbered(truthOf(images[index], index)),
    ]);
  }
  return imported;
}

const images = fc
  .uniqueArray(image, { minLength: 1, maxLength: 4, selector: ({ path }) => path })
  .map((all) => [...all].sort((a, b) => byText(a.path, b.path)));

it.each(LABEL_FORMATS)("%s is imported again, extracted and as a zip", async (format) => {
  await fc.assert(
    fc.asyncProperty(images, async (all) => {
      const bytes = archiveOf(all, [format]);
      for (const masks of [unpacked(bytes), [{ path: "masks.zip", blob: blobOf(bytes) }]]) {
        expect((await expectBack(all, masks)).refused).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
});

it("of all formats, the label image stored like the image is read and the others are listed", async () => {
  await fc.assert(
    fc.asyncProperty(images, async (all) => {
      const bytes = archiveOf(all, LABEL_FORMATS);
      for (const [before, masks] of [
        ["", unpacked(bytes)],
        ["masks.zip/", [{ path: "masks.zip", blob: blobOf(bytes) }]],
      ] as const) {
        const { records, refused } = await expectBack(all, masks);
        const taken = records.map(({ pair }) => pair?.labels ?? "");
        for (const { pair } of records) {
          const isTiff = pair?.image.endsWith(".tif");
          const pattern = isTiff ? /^tiff\/masks\/.*\.tif$/ : /^masks\/.*\.png$/;
          expect(pair?.labels.slice(before.length)).toMatch(pattern);
        }
        const others = Object.keys(unzipSync(bytes)).filter(
          (file) => file !== "images.csv" && file !== "README.txt",
        );
        const spare = others.map((file) => before + file).filter((file) => !taken.includes(file));
        expect(refused.map(({ file }) => file).sort()).toEqual(spare.sort());
        for (const { reason } of refused)
          expect(reason).toMatch(/has its labels from|have their labels from/);
      }
    }),
    { numRuns: 15 },
  );
});

it("is imported again if images are in other folders than before", async () => {
  await fc.assert(
    fc.asyncProperty(images, fc.constantFrom("set/", "a/b/", "x.zip/"), async (all, outer) => {
      const bytes = archiveOf(all, ["png", "submission"]);
      const masks = unpacked(bytes).map((file) => ({ ...file, path: `export/${file.path}` }));
      await expectBack(all, masks, outer);
      await expectBack(all, [{ path: `${outer}masks.zip`, blob: blobOf(bytes) }], outer);
    }),
    { numRuns: 15 },
  );
});

it("masks whose names would be those of system files are imported again", async () => {
  const paths = [" ._a.png", "b/ __MACOSX/c.png"];
  const all = paths.map((path) => ({ path, hasCells: true }));
  await expectBack(all, unpacked(archiveOf(all, ["png"])));
});

it.each([
  ["in a folder that is renamed", ["nul/dot./cell.png", "cell.png"]],
  ["in a folder with the new name of another", ["dot./cell.png", "dot_/cell.png"]],
  ["in a folder within one of that name", ["b/dot./cell.png", "a/dot_/cell.png", "b/cell.png"]],
  ["whose name ends with a space", ["100%/space .png", "space.png"]],
  ["with the new name of another", ["dot_/odd_.png", "dot./odd?.png", "b/odd?.png"]],
])("without the list, an image %s has its own mask or none", async (_, paths) => {
  const all = paths.map((path) => ({ path, hasCells: true })).sort((a, b) => byText(a.path, b.path));
  const masks = unpacked(archiveOf(all, ["png"])).filter(({ path }) => path !== "images.csv");
  for (const left of [-1, ...masks.keys()]) {
    const files = [
      ...all.map(({ path }, index) => imageFile(path, index)),
      ...masks.filter((_, at) => at !== left),
    ];
    for (const { record, labels } of (await importAll(files)).images) {
      if (!record.labelled) continue;
      const index = all.findIndex(({ path }) => path === record.pair?.image);
      expect([record.pair, numbered(labels)]).toEqual([record.pair, numbered(truthOf(all[index], index))]);
    }
  }
});

it("is never paired with another image if its own or the list is missing", async () => {
  const formats = fc.constantFrom(...LABEL_FORMATS);
  await fc.assert(
    fc.asyncProperty(images, formats, fc.boolean(), fc.nat(3), async (all, format, hasList, left) => {
      const masks = unpacked(archiveOf(all, [format])).filter(({ path }) => hasList || path !== "images.csv");
      const missing = hasList ? left : null;
      const there = all.flatMap(({ path }, index) => (index === missing ? [] : [imageFile(path, index)]));
      const { images: back } = await importAll([...there, ...masks]);
      for (const { record, labels } of back) {
        const index = all.findIndex(({ path }) => path === record.pair?.image);
        expect([record.pair, numbered(labels)]).toEqual([record.pair, numbered(truthOf(all[index], index))]);
      }
    }),
    { numRuns: 40 },
  );
});
