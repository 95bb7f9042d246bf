import { encode } from "fast-png";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Refusal } from "../../core/dataset/image-record.ts";
import { supersededIds } from "../../core/dataset/pairing/superseded-ids.ts";
import type { StoredImage } from "../../core/dataset/stored-image.ts";
import { writeCoco } from "../write/coco.ts";
import { writeMasksArchive } from "../write/masks-archive.ts";
import { writeRoiSet } from "../write/roi-set.ts";
import type { AddedFile } from "./gather-files.ts";
import { importDataset } from "./import-dataset.ts";
import { squarePng } from "./testing/test-files.ts";
import { tiffBytes } from "./testing/tiff-bytes.ts";

const SIDE = 16;
const signal = new AbortController().signal;

const pngOf = (valueAt: (pixel: number) => number) => squarePng(SIDE, valueAt);
const pixels = (seed: number) => pngOf((pixel) => (pixel * 7 + seed) % 251);
const cellOf = (pixel: number) => (pixel % SIDE < 2 ? 0 : pixel % SIDE < 8 ? 1 : 2);
const labels = {
  rows: SIDE,
  columns: SIDE,
  data: Int32Array.from({ length: SIDE * SIDE }, (_, pixel) => cellOf(pixel)),
};
const blobOf = (bytes: Uint8Array | string) => new Blob([bytes as Uint8Array<ArrayBuffer>]);

/** Adds files to a dataset that contains `images`. */
async function addTo(images: readonly StoredImage[], added: readonly AddedFile[], again: string[] = []) {
  const stored = {
    records: images.map(({ record }) => record),
    read: async (id: string) => {
      const found = images.find(({ record }) => record.id === id);
      return found ? found.pixels : expect.fail(`no ${id}`);
    },
  };
  const decoded: StoredImage[] = [];
  const refusals: Refusal[] = [];
  for await (const step of importDataset(added, { signal, stored, again })) {
    if (step.kind === "decoded") decoded.push(step.image);
    if (step.kind === "refused") refusals.push(step.refusal);
  }
  return { decoded, refusals, refused: refusals.map(({ reason }) => reason) };
}

const unlabelled: AddedFile[] = [
  { path: "set/images/a.png", blob: pixels(1) },
  { path: "set/images/b.png", blob: pixels(2) },
];
const both = ["a", "b"];

const cases: [name: string, second: AddedFile[]][] = [
  ["label images", both.map((name) => ({ path: `set/masks/${name}.png`, blob: pngOf(cellOf) }))],
  [
    "a table",
    [{ path: "train.csv", blob: blobOf("ImageId,EncodedPixels\na,1 40\na,100 9\nb,1 5\nb,70 9\n") }],
  ],
  [
    "a COCO file",
    [{ path: "coco.json", blob: blobOf(writeCoco(both.map((name) => ({ name: `${name}.png`, labels })))) }],
  ],
  ["regions", both.map((name) => ({ path: `${name}_RoiSet.zip`, blob: blobOf(writeRoiSet(labels)) }))],
];

it.each(cases)(
  "%s label images of the dataset, with the same result as a single import",
  async (_, second) => {
    const first = (await addTo([], unlabelled)).decoded;
    const { decoded, refused } = await addTo(first, second);
    expect(refused).toEqual([]);
    expect(decoded.map(({ record }) => [record.name, record.labelled, record.cells])).toEqual(
      both.map((name) => [name, true, 2]),
    );
    expect(decoded[0].record.notes).toContainEqual(
      expect.stringMatching(/was in the dataset without labels/),
    );
    const all = [...first, ...decoded].map(({ record }) => record);
    expect([...supersededIds(all)]).toEqual(first.map(({ record }) => record.id));
    const together = (await addTo([], [...unlabelled, ...second])).decoded;
    expect(decoded.map(({ record }) => record.id)).toEqual(together.map(({ record }) => record.id));
  },
);

describe("a sample submission", () => {
  const sample = { path: "sample_submission.csv", blob: blobOf("id,predicted\na,\nb,\n") };
  const complete = [expect.stringMatching(/All images that it names are loaded/)];

  it("is compared with images that were added before it", async () => {
    const first = (await addTo([], unlabelled)).decoded;
    expect((await addTo(first, [sample])).refused).toEqual(complete);
    expect((await addTo(first.slice(1), [sample])).refused).toEqual([
      expect.stringMatching(/differ from the loaded ones: not loaded: "a"\.$/),
    ]);
  });

  it("is compared again with images that are added after it", async () => {
    const { refusals } = await addTo([], [sample]);
    expect(refusals).toEqual([expect.objectContaining({ file: sample.path, lacksImages: true })]);
    const [a, b] = unlabelled;
    const { decoded, refused } = await addTo([], [a, sample], [sample.path]);
    expect(refused).toEqual([expect.stringMatching(/not loaded: "b"\.$/)]);
    expect((await addTo(decoded, [b, sample], [sample.path])).refused).toEqual(complete);
  });
});

describe("one plane of a stack in the dataset", () => {
  const stack = (value: number) => ({
    path: "set/images/a.tif",
    blob: blobOf(
      tiffBytes(
        ...[0, 1, 2].map((slice) => ({
          rows: SIDE,
          columns: SIDE,
          samples: Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (pixel * 7 + slice + value) % 251),
        })),
      ),
    ),
  });
  const labelStack = (drawn: number, slices = 3) => ({
    path: "set/masks/a.tif",
    blob: blobOf(
      tiffBytes(
        ...Array.from({ length: slices }, (_, slice) => ({
          rows: SIDE,
          columns: SIDE,
          samples: Uint8Array.from(labels.data, (id) => (slice === drawn ? id : 0)),
        })),
      ),
    ),
  });
  const later: [name: string, added: AddedFile[], guess: boolean][] = [
    ["a table", [{ path: "train.csv", blob: blobOf("ImageId,EncodedPixels\na,1 40\na,100 9\n") }], true],
    ["a COCO file", [{ path: "c.json", blob: blobOf(writeCoco([{ name: "a.tif", labels }])) }], true],
    ["a label image", [{ path: "set/masks/a.png", blob: pngOf(cellOf) }], true],
    ["regions", [{ path: "set/images/a_RoiSet.zip", blob: blobOf(writeRoiSet(labels)) }], true],
    ["a stack of labels", [labelStack(1)], false],
  ];

  it.each(later)("is labelled by %s as in a single import", async (_, added, guess) => {
    const first = (await addTo([], [stack(0)])).decoded;
    const { decoded, refused } = await addTo(first, added);
    expect(refused).toEqual([]);
    expect(decoded.map(({ record }) => record.cells)).toEqual([2]);
    const together = (await addTo([], [stack(0), ...added])).decoded;
    expect(decoded[0].record.id).toBe(together[0].record.id);
    for (const { record } of [...decoded, ...together])
      expect(record.notes.some((note) => note.includes("slice 2 of 3 is a guess"))).toBe(guess);
  });

  it("accepts no labels of other planes, or of a stack of another length", async () => {
    const first = (await addTo([], [stack(0)])).decoded;
    for (const [added, reason] of [
      [labelStack(0), "empty on the plane"],
      [labelStack(1, 4), "a stack of 4 planes"],
    ] as const) {
      const { decoded, refused } = await addTo(first, [added]);
      expect(decoded).toEqual([]);
      expect(refused[0]).toContain(reason);
    }
  });

  it("accepts none if an older version did not store its plane", async () => {
    const [{ record, ...image }] = (await addTo([], [stack(0)])).decoded;
    const { plane, ...older } = record;
    expect(plane).toMatchObject({ planes: 3, slices: 3, slice: 1, numbers: [2] });
    const { decoded, refused } = await addTo([{ ...image, record: older }], later[0][1]);
    expect(decoded).toEqual([]);
    expect(refused[0]).toContain("one plane of a stack");
    const [single] = (await addTo([], unlabelled)).decoded;
    const { plane: none, ...olderSingle } = single.record;
    expect(none).toBeNull();
    expect((await addTo([{ ...single, record: olderSingle }], later[0][1])).decoded).toHaveLength(1);
  });
});

it("keeps the pixel size of an image that is labelled later", async () => {
  const resolution = { x: [2, 1], y: [4, 1], unit: 1 } as const;
  const samples = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (pixel * 7) % 251);
  const page = { rows: SIDE, columns: SIDE, samples, resolution, description: "ImageJ=1.53t\nunit=um\n" };
  const first = (await addTo([], [{ path: "set/images/a.tif", blob: blobOf(tiffBytes(page)) }])).decoded;
  const { decoded } = await addTo(first, [{ path: "set/masks/a.png", blob: pngOf(cellOf) }]);
  expect(decoded[0].record).toMatchObject({ labelled: true, pixelSize: { x: 0.5, y: 0.25 } });
});

it("reports missing and already labelled images of a table", async () => {
  const table = { path: "train.csv", blob: blobOf("ImageId,EncodedPixels\na,1 40\nb,1 5\nz,70 9\n") };
  const first = (await addTo([], [unlabelled[0], ...cases[0][1].slice(0, 1)])).decoded;
  const { decoded, refused } = await addTo(first, [table]);
  expect(decoded).toEqual([]);
  expect(refused).toEqual([
    expect.stringMatching(/^Cells of 2 images are missing their image: "b", "z"\./),
    expect.stringMatching(/in the dataset with labels already.*"a"/),
  ]);
  expect((await addTo(first, [table], ["train.csv"])).refused).toHaveLength(1);
});

it("refuses labels of another size and keeps the image", async () => {
  const first = (await addTo([], unlabelled)).decoded;
  const small = encode({ width: 8, height: 8, data: new Uint8Array(64).fill(1, 8, 20), channels: 1 });
  const { decoded, refused } = await addTo(first, [{ path: "set/masks/a.png", blob: blobOf(small) }]);
  expect(decoded).toEqual([]);
  expect(refused).toHaveLength(2);
});

it("reads only the requested files of an archive again", async () => {
  const entries = await Promise.all(
    unlabelled.map(async ({ path, blob }) => [path, new Uint8Array(await blob.arrayBuffer())] as const),
  );
  const zip = { path: "s.zip", blob: blobOf(zipSync(Object.fromEntries(entries))) };
  const names = async (again: string[]) =>
    (await addTo([], [zip], again)).decoded.map(({ record }) => record.name);
  expect(await names([])).toEqual(both);
  expect(await names(["s.zip/set/images/b.png"])).toEqual(["b"]);
  expect(await names(["s.zip"])).toEqual(both);
});

describe("exported masks of images whose names differ only in case", () => {
  const images = ["Cell.png", "cell.png"].map((path, seed) => ({ path, blob: pixels(seed) }));
  const empty = { ...labels, data: new Int32Array(SIDE * SIDE) };
  const written = [
    { name: "Cell", path: "Cell.png", labels, score: null },
    { name: "cell (2)", path: "cell.png", labels: empty, score: null },
  ];
  const exported = (["png", "rois", "coco", "submission"] as const).map((format) => {
    const path = `${format}.zip`;
    return { path, blob: blobOf(writeMasksArchive(written, new Set([format]))) };
  });

  it.each(exported)("$path labels those in the dataset", async (zip) => {
    const first = (await addTo([], images)).decoded;
    const { decoded, refused } = await addTo(first, [zip]);
    expect(refused).toEqual([]);
    expect(decoded.map(({ record }) => [record.pair?.image, record.cells])).toEqual([
      ["Cell.png", 2],
      ["cell.png", 0],
    ]);
  });

  it.each(exported)("$path waits for its images, including the list", async (zip) => {
    const refusals: Refusal[] = [];
    const first: StoredImage[] = [];
    for await (const step of importDataset([images[0], zip], { signal })) {
      if (step.kind === "refused") refusals.push(step.refusal);
      if (step.kind === "decoded") first.push(step.image);
    }
    const waiting = refusals.filter(({ lacksImages, kind }) => lacksImages || kind);
    expect(waiting.map(({ file }) => file)).toContain(`${zip.path}/images.csv`);
    const again = waiting.map(({ file }) => file);
    const { decoded, refused } = await addTo(first, [images[1], zip], again);
    expect(refused).toEqual([]);
    expect(decoded.map(({ record }) => [record.pair?.image, record.cells])).toEqual([["cell.png", 0]]);
  });
});

it("reports exported masks of images that already have labels", async () => {
  const file = {
    path: "masks.zip",
    blob: blobOf(
      writeMasksArchive([{ name: "x", path: "set/images/a.png", labels, score: null }], new Set(["png"])),
    ),
  };
  const first = (await addTo([], [unlabelled[0], ...cases[0][1].slice(0, 1)])).decoded;
  expect((await addTo(first, [file])).refused).toEqual([
    expect.stringMatching(/in the dataset with labels already.*"set\/images\/a\.png"/),
    expect.stringMatching(/labels of set\/images\/a\.png, which is not here/),
  ]);
});
