import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { encode } from "fast-png";
import { expect, it } from "vitest";
import type { Labels } from "../src/core/raster/plane.ts";
import { writeCoco } from "../src/io/write/coco.ts";
import { writeLabelPng } from "../src/io/write/label-png.ts";
import { writeLabelTiff } from "../src/io/write/label-tiff.ts";
import { scoreLabels } from "./score.ts";

const [ROWS, COLUMNS] = [12, 16];

/** Rectangular cells surrounded by background, all with the same value if `binary`. */
const cells = fc
  .record({
    binary: fc.boolean(),
    boxes: fc.array(fc.tuple(fc.nat(8), fc.nat(12), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 5 }),
  })
  .map(({ binary, boxes }): Labels => {
    const data = new Int32Array(ROWS * COLUMNS);
    for (const [index, [top, left, height, width]] of boxes.entries())
      for (let row = top + 1; row <= Math.min(top + 1 + height, ROWS - 2); row++)
        for (let column = left + 1; column <= Math.min(left + 1 + width, COLUMNS - 2); column++)
          data[row * COLUMNS + column] = binary ? 255 : index + 1;
    return { rows: ROWS, columns: COLUMNS, data };
  });

function image(): Uint8Array {
  const data = Uint8Array.from({ length: ROWS * COLUMNS }, (_, pixel) => (pixel * 7) % 251);
  return encode({ width: COLUMNS, height: ROWS, data, channels: 1, depth: 8 });
}

type Files = Record<string, Uint8Array | string>;

/** Layouts of images with labels, and of labels without images, as functions of three label images. */
const WITH_IMAGES: readonly ((all: readonly Labels[]) => Files)[] = [
  (all) =>
    Object.assign(
      {},
      ...all.map((labels, i) => ({
        [`images/x${i}.png`]: image(),
        [`masks/x${i}.png`]: writeLabelPng(labels),
      })),
    ),
  (all) =>
    Object.assign(
      {},
      ...all.map((labels, i) => ({ [`x${i}.png`]: image(), [`x${i}_cp_masks.tif`]: writeLabelTiff(labels) })),
    ),
];
const TRACKED = (all: readonly Labels[]): Files =>
  Object.assign(
    {},
    ...all.map((labels, i) => ({
      [`01/t00${i}.png`]: image(),
      [`01_GT/SEG/man_seg00${i}.tif`]: writeLabelTiff(labels),
    })),
  );
const ALONE: readonly ((all: readonly Labels[]) => Files)[] = [
  (all) => Object.fromEntries(all.map((labels, i) => [`x${i}.png`, writeLabelPng(labels)])),
  (all) => Object.fromEntries(all.map((labels, i) => [`deep/masks/x${i}_mask.tif`, writeLabelTiff(labels)])),
];
const TRACKED_ALONE: readonly ((all: readonly Labels[]) => Files)[] = [
  (all) => Object.fromEntries(all.map((labels, i) => [`01_RES/mask00${i}.tif`, writeLabelTiff(labels)])),
  (all) =>
    Object.fromEntries(all.map((labels, i) => [`01_GT/SEG/man_seg00${i}.tif`, writeLabelTiff(labels)])),
];
const LISTED = (all: readonly Labels[]): Files => ({
  "coco.json": writeCoco(all.map((labels, i) => ({ name: `x${i}.png`, labels }))),
});

async function scored(truth: Files, found: Files) {
  const root = mkdtempSync(join(tmpdir(), "layouts-"));
  try {
    for (const [side, files] of Object.entries({ truth, found })) {
      for (const [path, bytes] of Object.entries(files)) {
        mkdirSync(dirname(join(root, side, path)), { recursive: true });
        writeFileSync(join(root, side, path), bytes);
      }
    }
    return await scoreLabels(join(root, "truth"), join(root, "found"));
  } finally {
    rmSync(root, { recursive: true });
  }
}

const three = fc.tuple(cells, cells, cells);
const layouts = fc.oneof(
  fc.tuple(fc.constantFrom(...WITH_IMAGES, ...ALONE), fc.constantFrom(...WITH_IMAGES, ...ALONE)),
  fc.tuple(fc.constantFrom(TRACKED, ...TRACKED_ALONE), fc.constantFrom(TRACKED, ...TRACKED_ALONE)),
);

it("labels score 1 against themselves in any layout of either side", async () => {
  await fc.assert(
    fc.asyncProperty(three, layouts, async (all, [truth, found]) => {
      expect(await scored(truth(all), found(all))).toMatchObject({ images: 3, ap50: 1, pq: 1, aji: 1 });
    }),
    { numRuns: 60 },
  );
});

it("a list of cells that gives the image size scores 1 against label images", async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(cells, cells), fc.constantFrom(...ALONE), async (all, found) => {
      const ids = all.map(({ data, ...size }) => {
        // A binary mask would be split into connected components; a list already has one entry per cell.
        return { ...size, data: data.map((id) => (id === 255 ? 1 : id)) };
      });
      fc.pre(ids.every(({ data }) => new Set(data).size > 2));
      expect(await scored(LISTED(ids), found(ids))).toMatchObject({ images: 2, ap50: 1, pq: 1 });
    }),
    { numRuns: 20 },
  );
});

it("a folder of single-cell masks without its image is one label image, on either side", async () => {
  const data = (seed: number) =>
    Int32Array.from({ length: ROWS * COLUMNS }, (_, pixel) => {
      const column = pixel % COLUMNS;
      return column < 2 + seed ? 0 : column < 8 ? 1 : column < 10 ? 0 : 2;
    });
  const all = [0, 1].map((seed): Labels => ({ rows: ROWS, columns: COLUMNS, data: data(seed) }));
  const cellOf = (labels: Labels, id: number) =>
    writeLabelPng({ ...labels, data: labels.data.map((value) => (value === id ? 255 : 0)) });
  const folders = Object.fromEntries(
    all.flatMap((labels, i) => [1, 2].map((id) => [`x${i}/masks/c${id}.png`, cellOf(labels, id)])),
  );
  const withImages = { ...folders, "x0/images/x0.png": image(), "x1/images/x1.png": image() };
  for (const truth of [folders, withImages, ALONE[0](all)]) {
    for (const found of [folders, withImages]) {
      expect(await scored(truth, found)).toMatchObject({ images: 2, ap50: 1, pq: 1 });
    }
  }
});
