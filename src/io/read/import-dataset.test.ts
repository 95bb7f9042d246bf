import { encode } from "fast-png";
import { zipSync } from "fflate";
import { encode as encodeJpeg } from "jpeg-js";
import { describe, expect, it } from "vitest";
import { supersededIds } from "../../core/dataset/pairing/superseded-ids.ts";
import type { AddedFile } from "./gather-files.ts";
import { type ImportStep, importDataset } from "./import-dataset.ts";
import { upright } from "./raster/orient.ts";
import { bmpBytes } from "./testing/bmp-bytes.ts";
import { gifBytes } from "./testing/gif-bytes.ts";
import { rawZstd } from "./testing/raw-zstd.ts";
import { importAll } from "./testing/test-files.ts";
import { tiffBytes } from "./testing/tiff-bytes.ts";

const SIDE = 24;

/** An EXIF directory with orientation 6 only. */
const EXIF_ORIENTATION_6 = [
  ...[0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0],
  ...[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0],
];

function pngOf(valueAt: (pixel: number) => number, depth: 8 | 16 = 8): Blob {
  const length = SIDE * SIDE;
  const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  for (let pixel = 0; pixel < length; pixel++) data[pixel] = valueAt(pixel);
  const bytes = encode({ width: SIDE, height: SIDE, data, channels: 1, depth });
  return new Blob([bytes as Uint8Array<ArrayBuffer>]);
}

const pixels = (seed: number) => pngOf((pixel) => (pixel * 7 + seed) % 251);
/** Two touching cells with distant ids. */
const labels = pngOf((pixel) => (pixel % SIDE < 12 ? 300 : 65_000), 16);

function pairs(count: number): AddedFile[] {
  return Array.from({ length: count }, (_, index) => [
    { path: `set/images/${index}.png`, blob: pixels(index) },
    { path: `set/masks/${index}.png`, blob: labels },
  ]).flat();
}

async function zipOf(files: readonly AddedFile[]): Promise<Blob> {
  const entries = files.map(
    async ({ path, blob }) => [path, new Uint8Array(await blob.arrayBuffer())] as const,
  );
  return new Blob([zipSync(Object.fromEntries(await Promise.all(entries))) as Uint8Array<ArrayBuffer>]);
}

async function currentOf(added: readonly AddedFile[], skipped: readonly string[] = []): Promise<string[]> {
  const current: string[] = [];
  const skip = { images: [], files: skipped };
  for await (const step of importDataset(added, { signal: new AbortController().signal, skip })) {
    if (step.kind === "progress" && step.current !== "" && step.total === 0) current.push(step.current);
  }
  return current;
}

describe("import", () => {
  it("keeps 16-bit ids, and gives the same ids and records for any order of files", async () => {
    const forwards = await importAll(pairs(3));
    const backwards = await importAll(pairs(3).reverse());
    expect(forwards.records).toEqual(backwards.records);
    expect(new Set(forwards.records.map(({ id }) => id)).size).toBe(3);
    expect(new Set(forwards.images[0].labels.data)).toEqual(new Set([300, 65_000]));
    expect(forwards.records[0]).toMatchObject({
      name: "0",
      rows: SIDE,
      columns: SIDE,
      channels: 1,
      type: "uint8",
      cells: 2,
      source: "images/0.png with masks/0.png",
    });
  });

  it("continues after an unreadable file, and names the file and its image", async () => {
    const files = pairs(3);
    files[3] = { path: "set/masks/1.png", blob: new Blob(["<html>"]) };
    const { records, refused } = await importAll(files);
    expect(records.map(({ name }) => name)).toEqual(["0", "2"]);
    expect(refused.map(({ file }) => file)).toEqual(["set/masks/1.png", "set/images/1.png"]);
  });

  it("stops on abort, with all previous images delivered", async () => {
    const controller = new AbortController();
    const steps: ImportStep[] = [];
    const run = async () => {
      for await (const step of importDataset(pairs(5), { signal: controller.signal })) {
        steps.push(step);
        if (step.kind === "decoded") controller.abort();
      }
    };
    await expect(run()).rejects.toThrow(/abort/i);
    expect(steps.filter(({ kind }) => kind === "decoded")).toHaveLength(1);
  });

  it("skips files of an earlier attempt without reporting their partners as unpaired", async () => {
    const steps: ImportStep[] = [];
    const skip = { images: ["set/images/0.png"], files: ["broken.bin"] };
    const added = [...pairs(2), { path: "broken.bin", blob: new Blob(["x"]) }];
    for await (const step of importDataset(added, { signal: new AbortController().signal, skip }))
      steps.push(step);
    const names = steps.flatMap((step) => (step.kind === "decoded" ? [step.image.record.name] : []));
    expect(names).toEqual(["1"]);
    expect(steps.some(({ kind }) => kind === "refused")).toBe(false);
  });

  it("reports the current file before and after pairing", async () => {
    const progress: string[] = [];
    for await (const step of importDataset(pairs(1), { signal: new AbortController().signal })) {
      if (step.kind === "progress") progress.push(`${step.done}/${step.total} ${step.current}`);
    }
    expect(progress).toEqual(["0/0 set/images/0.png", "0/0 set/masks/0.png", "0/1 set/images/0.png", "1/1 "]);
  });

  it("reports the current file of a zip, and skips those that crashed the reader", async () => {
    const zip = { path: "z.zip", blob: await zipOf(pairs(2)) };
    const inner = pairs(2).map(({ path }) => `z.zip/${path}`);
    expect(await currentOf([zip])).toEqual(["z.zip", ...inner]);
    expect(await currentOf([zip], [inner[1], inner[2]])).toEqual(["z.zip", inner[0], inner[3]]);
  });

  it("does not keep the partner of a file that crashed the reader as an unlabelled image", async () => {
    const skip = { images: [], files: ["set/masks/0.png", "set/images/1.png"] };
    const reasons: string[] = [];
    for await (const step of importDataset(pairs(2), { signal: new AbortController().signal, skip })) {
      expect(step.kind).not.toBe("decoded");
      if (step.kind === "refused") reasons.push(`${step.refusal.file}: ${step.refusal.reason}`);
    }
    expect(reasons).toEqual([
      expect.stringMatching(/^set\/images\/0\.png: Its cells/),
      expect.stringMatching(/^set\/masks\/1\.png: Its image/),
    ]);
  });

  it("reports the current file while reading files without a partner", async () => {
    const added = [...pairs(1), { path: "other_mask.png", blob: labels }];
    expect(await currentOf(added)).toEqual([...added.map(({ path }) => path), "other_mask.png"]);
  });

  it("keeps images without labels beside those with labels, with a note", async () => {
    const added = [...pairs(1), { path: "set/images/photo.png", blob: pixels(5) }];
    const { images, unlabelled, refused } = await importAll(added);
    expect(images.map(({ record }) => [record.name, record.labelled])).toEqual([["0", true]]);
    expect(unlabelled).toEqual([expect.objectContaining({ name: "photo", labelled: false, cells: 0 })]);
    expect(unlabelled[0].notes).toEqual([expect.stringMatching(/^No labels were found/)]);
    expect(unlabelled[0].unlabelledId).toBe(unlabelled[0].id);
    expect(refused).toEqual([]);
  });

  it("gives an image the same id with and without labels", async () => {
    const { records } = await importAll(pairs(1));
    const { unlabelled } = await importAll(pairs(1).slice(0, 1));
    expect(records[0].unlabelledId).toBe(unlabelled[0].id);
    expect(supersededIds([...records, ...unlabelled])).toEqual(new Set([unlabelled[0].id]));
    expect(supersededIds(unlabelled)).toEqual(new Set());
  });

  it("keeps a hundred images although fewer unpaired labels are read", async () => {
    const photo = pixels(1);
    const added = Array.from({ length: 100 }, (_, index) => ({ path: `photos/${index}.png`, blob: photo }));
    const { unlabelled, refused } = await importAll(added);
    expect(unlabelled).toHaveLength(100);
    expect(refused).toEqual([]);
  });

  it("refuses images without labels if only labels are wanted", async () => {
    const added = [...pairs(1), { path: "set/images/photo.png", blob: pixels(5) }];
    const steps: string[] = [];
    const signal = new AbortController().signal;
    for await (const step of importDataset(added, { signal, labelledOnly: true })) {
      if (step.kind === "decoded") steps.push(step.image.record.name);
      if (step.kind === "refused") steps.push(step.refusal.file);
    }
    expect(steps).toEqual(["set/images/photo.png", "0"]);
  });

  it("reads only the chosen pair from a zip", async () => {
    const lost = [{ path: "pic.png", blob: pixels(3) }, { path: "drawn.png", blob: labels }, ...pairs(2)];
    const added = [{ path: "z.zip", blob: await zipOf(lost) }];
    const byHand = [{ image: "z.zip/pic.png", labels: "z.zip/drawn.png" }];
    const steps: ImportStep[] = [];
    const options = { signal: new AbortController().signal, byHand };
    for await (const step of importDataset(added, options)) steps.push(step);
    const records = steps.flatMap((step) => (step.kind === "decoded" ? [step.image.record] : []));
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      name: "pic",
      cells: 2,
      pair: { image: "z.zip/pic.png", labels: "z.zip/drawn.png", why: "paired by hand" },
    });
    expect(steps.filter(({ kind }) => kind === "refused")).toEqual([]);
    const progressFiles = steps.flatMap((step) => (step.kind === "progress" ? [step.current] : []));
    expect(progressFiles).not.toContain("z.zip/set/images/0.png");
  });

  it("refuses an inconsistent manual pair with the reason", async () => {
    const steps: ImportStep[] = [];
    const options = {
      signal: new AbortController().signal,
      byHand: [{ image: "pic.png", labels: "other.png" }],
    };
    const added = [
      { path: "pic.png", blob: pixels(3) },
      { path: "other.png", blob: pixels(3) },
    ];
    for await (const step of importDataset(added, options)) steps.push(step);
    const refused = steps.flatMap((step) => (step.kind === "refused" ? [step.refusal] : []));
    expect(refused.map(({ file }) => file)).toEqual(["other.png", "pic.png"]);
    expect(refused[0].reason).toContain("looks like the image itself");
  });

  it("lists files without a partner individually", async () => {
    const added = Array.from({ length: 8 }, (_, index) => ({ path: `masks/${index}.png`, blob: labels }));
    const { refused } = await importAll(added);
    expect(refused.map(({ file, kind }) => `${file} ${kind}`)).toEqual(
      added.map(({ path }) => `${path} unpaired labels`),
    );
  });

  it("names hidden files other than system files, and tables without rows", async () => {
    const { unlabelled, refused } = await importAll([
      { path: "set/.notes", blob: new Blob(["x"]) },
      { path: "set/.cache/a.png", blob: pixels(1) },
      { path: ".DS_Store", blob: new Blob(["x"]) },
      { path: "train.csv", blob: new Blob(["id,annotation\n"]) },
    ]);
    expect(unlabelled.map(({ name }) => name)).toEqual(["a"]);
    expect(refused.map(({ file }) => file)).toEqual(["set/.notes", "train.csv"]);
  });

  it("reports nothing for an empty drop", async () => {
    expect(await importAll([])).toMatchObject({ records: [], refused: [] });
  });

  it("refuses several cells in a file that should contain one", async () => {
    const files = [
      { path: "ID/images/ID.png", blob: pixels(1) },
      { path: "ID/masks/a.png", blob: labels },
    ];
    const { records, refused } = await importAll(files);
    expect(records).toEqual([]);
    expect(refused[0]).toMatchObject({ file: "ID/masks/a.png" });
    expect(refused[0].reason).toContain("several values");
  });
});

describe("images of any format", () => {
  const samples = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (pixel * 7) % 251);
  const ids = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (pixel % SIDE < 12 ? 3 : 9));
  const size = { rows: SIDE, columns: SIDE };
  const zstd = { code: 50_000, pack: rawZstd };
  const files: [name: string, pixels: Uint8Array, labels: Uint8Array][] = [
    ["bmp", bmpBytes({ ...size, samples, bits: 24 }), bmpBytes({ ...size, samples: ids, bits: 8 })],
    ["gif", gifBytes(SIDE, SIDE, [samples]), gifBytes(SIDE, SIDE, [ids])],
    [
      "tif",
      tiffBytes({ ...size, samples, packed: zstd }),
      tiffBytes({ ...size, samples: ids, packed: zstd }),
    ],
  ];

  it.each(files)("imports %s with labels of the same format", async (extension, image, cells) => {
    const { images, refused } = await importAll([
      { path: `a.${extension}`, blob: new Blob([image.slice()]) },
      { path: `a_masks.${extension}`, blob: new Blob([cells.slice()]) },
    ]);
    expect(refused).toEqual([]);
    expect(images[0].pixels).toMatchObject({ ...size, channels: 1, data: samples });
    expect(new Set(images[0].labels.data)).toEqual(new Set([3, 9]));
  });

  it("inverts values if 0 is white, in images only, with a note", async () => {
    const { images, records } = await importAll([
      { path: "a.tif", blob: new Blob([tiffBytes({ ...size, samples, photometric: 0 }).slice()]) },
      { path: "a_masks.tif", blob: new Blob([tiffBytes({ ...size, samples: ids, photometric: 0 }).slice()]) },
    ]);
    expect(images[0].pixels.data).toEqual(samples.map((value) => 255 - value));
    expect(new Set(images[0].labels.data)).toEqual(new Set([3, 9]));
    expect(records[0].notes).toContain(
      "In this file 0 is white; its values were inverted, so that 0 is dark.",
    );
  });

  it("applies the EXIF orientation of a JPEG only if its labels fit no other way", async () => {
    const [rows, columns] = [16, 24];
    const data = Uint8Array.from({ length: 4 * rows * columns }, (_, at) => (at % 4 === 3 ? 255 : at >> 3));
    const plain = encodeJpeg({ width: columns, height: rows, data }, 100).data;
    const exif = [...[0xff, 0xe1, 0, 34], ...new TextEncoder().encode("Exif\0\0"), ...EXIF_ORIENTATION_6];
    const jpeg = new Blob([Uint8Array.from([...plain.subarray(0, 2), ...exif, ...plain.subarray(2)])]);
    const labelled = (height: number, width: number) => {
      const values = Uint8Array.from({ length: height * width }, (_, pixel) => (pixel % width < 7 ? 1 : 2));
      return new Blob([tiffBytes({ rows: height, columns: width, samples: values }).slice()]);
    };
    const stored = await importAll([
      { path: "a.jpg", blob: jpeg },
      { path: "a_masks.tif", blob: labelled(rows, columns) },
    ]);
    const turned = await importAll([
      { path: "a.jpg", blob: jpeg },
      { path: "a_masks.tif", blob: labelled(columns, rows) },
    ]);
    expect(stored.records[0]).toMatchObject({ rows, columns });
    expect(stored.records[0].notes.join()).toContain("so it was not rotated");
    expect(turned.records[0]).toMatchObject({ rows: columns, columns: rows });
    expect(turned.records[0].notes.join()).toContain("rotated upright");
    expect(turned.images[0].pixels).toEqual(upright(stored.images[0].pixels, 6));
  });

  describe("reading a stack", () => {
    const text = "ImageJ=1.53t\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\n";
    /** Each plane has a different image: its page number is added. */
    const stack = tiffBytes(
      ...Array.from({ length: 12 }, (_, index) => ({
        ...size,
        samples: samples.map((value) => (value + index) % 251),
        ...(index === 0 ? { description: text } : {}),
      })),
    );
    const oneLabel = tiffBytes({ ...size, samples: ids });
    /** Each slice has different cell ids. */
    const labelStack = tiffBytes(
      ...[0, 1, 2].map((slice) => ({ ...size, samples: ids.map((id) => id + 10 * slice) })),
    );
    const drop = (cells: Uint8Array) => [
      { path: "a.tif", blob: new Blob([stack.slice()]) },
      { path: "a_masks.tif", blob: new Blob([cells.slice()]) },
    ];
    const pixel = ({ images }: Awaited<ReturnType<typeof importAll>>) => [
      ...images[0].pixels.data.slice(0, 2),
    ];

    it("uses all channels of the middle slice and the first time point, with a note", async () => {
      const imported = await importAll(drop(labelStack));
      expect(imported.records[0]).toMatchObject({ ...size, channels: 2, type: "uint8" });
      expect(pixel(imported)).toEqual([samples[0] + 2, samples[0] + 3]);
      expect(new Set(imported.images[0].labels.data)).toEqual(new Set([13, 19]));
      expect(imported.records[0].notes).toEqual([
        "Of 2 time points, number 1 is used.",
        "Of 3 slices, the middle one number 2 is used.",
        "All 2 channels are kept; the recipe chooses one of them, or their mean.",
        expect.stringMatching(/time point 1 of 2 is a guess.*--time/),
        "Labels: Of 3 slices, the middle one number 2 is used.",
      ]);
    });

    it("uses the chosen slice and time point, also of a stack of labels", async () => {
      const chosen = { slice: 2, time: 1 };
      const imported = await importAll(drop(labelStack), chosen);
      expect(pixel(imported)).toEqual([samples[0] + 10, samples[0] + 11]);
      expect(new Set(imported.images[0].labels.data)).toEqual(new Set([23, 29]));
      const single = await importAll(drop(oneLabel), chosen);
      expect(pixel(single)).toEqual(pixel(imported));
      expect(new Set(single.images[0].labels.data)).toEqual(new Set([3, 9]));
    });

    it("refuses a stack without the chosen plane, and continues with other images", async () => {
      const { records, refused } = await importAll([...drop(oneLabel), ...pairs(1)], { slice: 3 });
      expect(records.map(({ name }) => name)).toEqual(["0"]);
      expect(refused).toEqual([
        {
          file: "a.tif",
          reason:
            "There is no such plane: the stack has 3 slices, and slice 4 was chosen. Choose another, or none.",
        },
      ]);
    });
  });
});
