import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { byText } from "../../core/dataset/path-name.ts";
import type { StoredImage } from "../../core/dataset/stored-image.ts";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE } from "./test-files.ts";

vi.setConfig({ testTimeout: 60_000 });

/**
 * Counted by a program of its own with Pillow, tifffile and NumPy: overlaps painted from the largest cell to the
 * smallest. The digest is over one line an image: name, rows, columns, cells, overlapping pixels, sum of the
 * picture's samples and SHA-256 of the labels as little-endian int32.
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

function lineOf({ record, picture, labels }: StoredImage): string {
  const { rows, columns, cells, overlapPixels } = record;
  const sum = Array.from(picture.data).reduce((total, value) => total + value, 0);
  const digest = sha256(new Uint8Array(labels.data.buffer));
  return [record.name, rows, columns, cells, overlapPixels, sum, digest].join(" ");
}

describe.skipIf(!HAS_SHARED_DATA)(`real folders${SHARED_NOTE}`, () => {
  it.each(FOLDERS)(
    "$folder: $images images with $cells cells, every label where it belongs",
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

  it("takes several layouts from one drop and tells equal names apart", async () => {
    const { records } = await importAll(await dropOf("pairs"));
    const names = records.map(({ name }) => name);
    expect(new Set(names).size).toBe(18);
    expect(names).toContain("stardist/cells_00");
    expect(names).toContain("cellpose/cells_00");
  });

  it("says of each file of the microscope folder why it is not used", async () => {
    const { records, refused } = await importAll(await dropOf("phase/usiigaci"));
    expect(records).toEqual([]);
    expect(refused.map(({ file }) => file.split("/").at(-1)).sort()).toEqual([
      "RoiSet.zip",
      "labeled.png",
      "phase.png",
      "raw.tif",
    ]);
  });
});
