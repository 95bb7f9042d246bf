import fc from "fast-check";
import { encode } from "fast-png";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { baseName, byText } from "../../core/dataset/pairing/path-name.ts";
import { uniqueNames } from "../../core/dataset/pairing/unique-names.ts";
import { MASK_FORMATS, type MaskFormat } from "../../core/mask-formats.ts";
import { scoreImage } from "../../core/metrics/instance-score.ts";
import { overlapTable } from "../../core/metrics/overlap-table.ts";
import type { Labels } from "../../core/raster/plane.ts";
import type { AddedFile } from "../read/gather-files.ts";
import { importAll } from "../read/testing/test-files.ts";
import { writeMasksArchive } from "./masks-archive.ts";

const SIDE = 20;
const LABEL_FORMATS = MASK_FORMATS.filter((format) => format !== "scores");

const stem = fc.oneof(
  fc.constantFrom(
    "cell",
    "Cell",
    "=cmd",
    'odd,name "q"',
    "Zürich é",
    "Zu\u0308rich",
    "a.b.c",
    ".hidden",
    "..two",
  ),
  fc.constantFrom(
    "100%",
    "50%20x",
    "a#b",
    "CON",
    "aux",
    "dot.",
    "space ",
    " lead",
    "x".repeat(180),
    "same",
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
);
const path = fc.tuple(folder, stem).map(([before, name]) => `${before}${name}.png`);

/** Few cells, with a hole and a second part, which cover less than half of the image. */
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

/** As the page names them: the file's own name in the folders of the image's name. */
function archiveOf(paths: readonly string[], formats: readonly MaskFormat[]) {
  const names = uniqueNames(paths);
  const images = paths.map((at, index) => {
    const name = names[index];
    const fileName = [...name.split("/").slice(0, -1), baseName(at)].join("/");
    return { name, fileName, labels: cellsOf(index), score: null };
  });
  return { names, bytes: writeMasksArchive(images, new Set(formats)) };
}

async function expectBack(paths: readonly string[], names: readonly string[], masks: readonly AddedFile[]) {
  const { images, unlabelled, refused } = await importAll([...paths.map(imageFile), ...masks]);
  expect([
    unlabelled.map(({ name }) => name),
    refused.filter(({ reason }) => !reason.includes("has its labels")),
  ]).toEqual([[], []]);
  expect(images.map(({ record }) => record.name).sort(byText)).toEqual([...names].sort(byText));
  for (const { record, labels } of images) {
    const truth = cellsOf(names.indexOf(record.name));
    const { trueCells, foundCells, aji } = scoreImage(overlapTable(truth, labels));
    expect([record.name, trueCells, foundCells, aji]).toEqual([record.name, 4, 4, 1]);
  }
}

const unpacked = (bytes: Uint8Array): AddedFile[] =>
  Object.entries(unzipSync(bytes)).map(([at, file]) => ({ path: at, blob: blobOf(file) }));

const plain = (text: string) => text.normalize("NFC").toLowerCase().trim();

/**
 * Images of one name lie in folders of different names. Not held: names that differ only in case, Unicode form, extension
 * or spaces, and one name both in a folder and outside it.
 */
function areTold(all: readonly string[]): boolean {
  const stems = all.map((at) => plain(baseName(at).replace(/\.png$/, "")));
  const folders = all.map((at) => plain(at.slice(0, -baseName(at).length)));
  return all.every((_, index) => {
    const rivals = folders.filter((__, other) => stems[other] === stems[index]);
    if (rivals.length === 1) return true;
    return (
      new Set(rivals).size === rivals.length &&
      rivals.every((one) => /^[^/]+\/$/.test(one) && one !== "images/")
    );
  });
}

const paths = fc
  .uniqueArray(path, { minLength: 1, maxLength: 4 })
  .map((all) => [...all].sort(byText))
  .filter(areTold);

it.each([...LABEL_FORMATS.map((format) => [format]), LABEL_FORMATS])(
  "%s is read again, unpacked and as a zip",
  async (...formats) => {
    await fc.assert(
      fc.asyncProperty(paths, async (all) => {
        const { names, bytes } = archiveOf(all, formats);
        await expectBack(all, names, unpacked(bytes));
        await expectBack(all, names, [{ path: "masks.zip", blob: blobOf(bytes) }]);
      }),
      { numRuns: 40, seed: 7 },
    );
  },
);
