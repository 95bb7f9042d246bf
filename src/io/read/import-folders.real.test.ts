import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { byText } from "../../core/dataset/pairing/path-name.ts";
import type { AddedFile } from "./gather-files.ts";
import { readRaster } from "./images/read-raster.ts";
import {
  dropOf,
  HAS_SHARED_DATA,
  importAll,
  type LabelledImage,
  SHARED_NOTE,
  sharedBytes,
} from "./testing/test-files.ts";

/**
 * Reference values from an independent program with Pillow, tifffile and NumPy; overlaps are painted from the
 * largest cell to the smallest. The digest covers one line per image: name, rows, columns, cells, overlapping
 * pixels, sum of the image's samples and SHA-256 of the labels as little-endian int32.
 */
const FOLDERS = [
  { folder: "phase/pairs", images: 2, cells: 185, overlapPixels: 0, digest: "d35a983a52f02e52" },
  { folder: "phase/sartorius", images: 6, cells: 375, overlapPixels: 0, digest: "87ba9e355ad4dbb6" },
  { folder: "sartorius", images: 6, cells: 665, overlapPixels: 931, digest: "3fee1c365bc76635" },
  { folder: "dsb2018", images: 40, cells: 2202, overlapPixels: 0, digest: "e7deb810e04f8783" },
  { folder: "dsb2018_more", images: 3, cells: 163, overlapPixels: 0, digest: "f842fa9577624bf3" },
  { folder: "pairs/stardist", images: 6, cells: 201, overlapPixels: 0, digest: "8b21ac0a635311b5" },
  { folder: "pairs/cellpose", images: 6, cells: 201, overlapPixels: 0, digest: "81f82af8fb22ea6f" },
  { folder: "pairs/png16", images: 6, cells: 201, overlapPixels: 0, digest: "7e5f29cc59d57665" },
  { folder: "tools_real/stardist", images: 1, cells: 65, overlapPixels: 0, digest: "35821c27270b2938" },
  { folder: "tools_real/omnipose", images: 1, cells: 3, overlapPixels: 0, digest: "901a591c3193d494" },
];

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex").slice(0, 16);
}

function lineOf({ record, pixels, labels }: LabelledImage): string {
  const { rows, columns, cells, overlapPixels } = record;
  let sum = 0;
  for (const value of pixels.data) sum += value;
  const digest = sha256(new Uint8Array(labels.data.buffer));
  return [record.name, rows, columns, cells, overlapPixels, sum, digest].join(" ");
}

/** For each id of `truth`, the highest intersection over union with an id of `found`. */
function bestOverlaps(truth: Int32Array, found: Int32Array): number[] {
  const areas = [new Map<number, number>(), new Map<number, number>()];
  const shared = new Map<number, Map<number, number>>();
  const add = (counts: Map<number, number>, id: number) => void counts.set(id, 1 + (counts.get(id) ?? 0));
  truth.forEach((id, pixel) => {
    add(areas[0], id);
    add(areas[1], found[pixel]);
    const row = shared.get(id) ?? new Map<number, number>();
    shared.set(id, row);
    add(row, found[pixel]);
  });
  shared.delete(0);
  return [...shared].map(([id, row]) => {
    const overlaps = [...row].map(([other, common]) => {
      const union = (areas[0].get(id) ?? 0) + (areas[1].get(other) ?? 0) - common;
      return other === 0 ? 0 : common / union;
    });
    return Math.max(...overlaps);
  });
}

/** The unmodified samples of a label image. */
async function decodeTruth({ path, blob }: AddedFile): Promise<Int32Array> {
  return Int32Array.from(readRaster(path, new Uint8Array(await blob.arrayBuffer())).samples);
}

const medianOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

describe.skipIf(!HAS_SHARED_DATA)(`real folders${SHARED_NOTE}`, () => {
  it.each(FOLDERS)(
    "$folder: $images images with $cells cells, all labels at their place",
    async (expected) => {
      const { images, records } = await importAll(await dropOf(expected.folder));
      const sorted = [...images].sort((a, b) => byText(a.record.name, b.record.name));
      expect({
        folder: expected.folder,
        images: images.length,
        cells: records.reduce((sum, { cells }) => sum + cells, 0),
        overlapPixels: records.reduce((sum, { overlapPixels }) => sum + overlapPixels, 0),
        digest: sha256(sorted.map(lineOf).join("\n")),
      }).toEqual(expected);
    },
  );

  it("assigns LIVECell's lists of outlines to their images", async () => {
    const { records, refused } = await importAll(await dropOf("pairs/livecell"));
    expect(refused).toEqual([]);
    expect(records).toHaveLength(6);
    const outlined = JSON.parse(
      new TextDecoder().decode(sharedBytes("pairs/livecell/livecell_coco_sample.json")),
    );
    expect(records.reduce((sum, { cells }) => sum + cells, 0)).toBe(outlined.annotations.length);
  });

  it("recovers masks from their run lengths along columns", async () => {
    const drop = await dropOf("dsb2018_more");
    const painted = await importAll(drop);
    const listed = await importAll(drop.filter(({ path }) => !path.includes("/masks/")));
    expect(listed.records.map(({ name, cells }) => [name, cells])).toEqual(
      painted.records.map(({ name, cells }) => [name, cells]),
    );
    for (const { record, labels } of listed.images) {
      const truth = painted.images.find(({ record: { name } }) => name === record.name)?.labels.data;
      expect(bestOverlaps(truth ?? new Int32Array(0), labels.data).every((overlap) => overlap === 1)).toBe(
        true,
      );
    }
    const spare = painted.refused.find(({ reason }) => reason.includes("more exact files"));
    expect(spare?.reason).toContain("3 images");
  });

  it("fills outlines to cover the pixels they were drawn around", async () => {
    const [json] = await dropOf("phase/coco.json");
    const drop = await dropOf("phase/pairs");
    const outlined = await importAll([json, ...drop.filter(({ path }) => path.includes("/images/"))]);
    const painted = await importAll(drop);
    expect(outlined.images).toHaveLength(2);
    for (const { record, labels } of outlined.images) {
      const truth = painted.images.find(({ record: { name } }) => name === record.name)?.labels.data;
      const best = bestOverlaps(truth ?? new Int32Array(0), labels.data);
      // These outlines pass through the centres of border pixels, as drawn by OpenCV, so every cell is half a
      // pixel smaller on all sides; pycocotools fills them to 0.874 and 0.885.
      expect(medianOf(best)).toBeGreaterThan(0.87);
    }
  });

  it("assigns ImageJ regions to the image in their folder", async () => {
    const drop = await dropOf("phase/usiigaci/set18");
    const labels = drop.filter(({ path }) => path.endsWith("labeled.png"));
    const { images } = await importAll(
      drop.filter((file) => !labels.includes(file) && !file.path.endsWith(".tif")),
    );
    const truth = await decodeTruth(labels[0]);
    expect(images.map(({ record }) => [record.name, record.cells])).toEqual([["phase", 52]]);
    expect(medianOf(bestOverlaps(truth, images[0].labels.data))).toBeGreaterThan(0.95);
  });

  it("reads several layouts from one drop and distinguishes equal names", async () => {
    const { records } = await importAll(await dropOf("pairs"));
    const names = records.map(({ name }) => name);
    expect(new Set(names).size).toBe(30);
    expect(names).toContain("stardist/cells_00");
    expect(names).toContain("cellpose/cells_00");
  });

  it("gives a reason for each unused file of the microscope folder, and keeps the images", async () => {
    const { records, unlabelled, refused } = await importAll(await dropOf("phase/usiigaci"));
    expect(records).toEqual([]);
    expect(unlabelled.map(({ source }) => source)).toEqual(["phase.png", "raw.tif"]);
    expect(refused.map(({ file }) => file.split("/").at(-1)).sort()).toEqual(["RoiSet.zip", "labeled.png"]);
  });

  it("gives frames of the Cell Tracking Challenge the cells of the same images elsewhere", async () => {
    const { images, refused } = await importAll(await dropOf("pairs/ctc"));
    const others = await importAll(await dropOf("pairs/stardist"));
    expect(images.map(({ labels }) => labels)).toEqual(others.images.map(({ labels }) => labels));
    expect(images).toHaveLength(6);
    expect(refused).toEqual([]);
  });

  it("keeps frames of the Cell Tracking Challenge without labels as images", async () => {
    const drop = await dropOf("pairs/ctc");
    const some = drop.filter(({ path }) => !path.endsWith("man_seg003.tif"));
    const { records, unlabelled, refused } = await importAll(some);
    expect(records.map(({ name }) => name)).toEqual(["t000", "t001", "t002", "t004", "t005"]);
    expect(unlabelled.map(({ name }) => name)).toEqual(["t003"]);
    expect(refused).toEqual([]);
  });

  it("reads two sequences of the Cell Tracking Challenge as two samples", async () => {
    const drop = await dropOf("pairs/ctc");
    const second = drop.map(({ path, blob }) => ({ path: path.replace("/01", "/02"), blob }));
    const { records } = await importAll([...drop, ...second]);
    expect(records).toHaveLength(12);
    expect(new Set(records.map(({ name }) => name)).size).toBe(12);
    expect(records.map(({ name }) => name)).toContain("02/t000");
  });

  it("groups Sartorius images by the sample in their table", async () => {
    const { records } = await importAll(await dropOf("phase/sartorius"));
    expect(records.every(({ group }) => group !== null)).toBe(true);
  });
});
