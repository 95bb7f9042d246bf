import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { comparedScore } from "../../core/instances/evaluation.ts";
import { MASK_FORMATS } from "../../core/mask-formats.ts";
import { scoreImage } from "../../core/metrics/instance-score.ts";
import { overlapTable } from "../../core/metrics/overlap-table.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { readRaster } from "../read/images/read-raster.ts";
import { labelsOf } from "../read/labels/labels-of.ts";
import { type WrittenMasks, writeMasksArchive } from "./masks-archive.ts";

const labels: Labels = { rows: 2, columns: 3, data: Int32Array.of(1, 1, 0, 0, 2, 2) };
const empty: Labels = { rows: 1, columns: 2, data: new Int32Array(2) };

function masks(name: string, of: Labels, scored: boolean): WrittenMasks {
  const score = scored ? comparedScore("predicted", scoreImage(overlapTable(of, of)), null) : null;
  return { name, fileName: `${name}.tif`, labels: of, score };
}

const IMAGES = [masks("a/cell", labels, true), masks("b/cell", empty, false)];

describe("a zip of masks", () => {
  it("holds all formats under the pictures' names", () => {
    const files = unzipSync(writeMasksArchive(IMAGES, new Set(MASK_FORMATS)));
    expect(Object.keys(files).sort()).toEqual([
      "coco.json",
      "masks/a/cell.png",
      "masks/b/cell.png",
      "rois/a/cell_RoiSet.zip",
      "rois/b/cell_RoiSet.zip",
      "scores.csv",
      "submission.csv",
      "tiff/masks/a/cell.tif",
      "tiff/masks/b/cell.tif",
    ]);
    for (const path of ["masks/a/cell.png", "tiff/masks/a/cell.tif"]) {
      expect(labelsOf(path, readRaster(path, files[path])).labels).toEqual(labels);
    }
    expect(Object.keys(unzipSync(files["rois/a/cell_RoiSet.zip"]))).toEqual(["0001.roi", "0002.roi"]);
    expect(JSON.parse(strFromU8(files["coco.json"])).images[0].file_name).toBe("a/cell.tif");
    expect(strFromU8(files["submission.csv"])).toBe("id,predicted\na/cell,1 2\na/cell,5 2\nb/cell,\n");
    const scores = strFromU8(files["scores.csv"]).trim().split("\n");
    expect(scores.map((line) => line.split(",")[0])).toEqual(["name", "a/cell"]);
  });

  it("holds only what is asked for, and is the same each time", () => {
    const archive = writeMasksArchive(IMAGES, new Set(["png"]));
    expect(Object.keys(unzipSync(archive))).toEqual(["masks/a/cell.png", "masks/b/cell.png"]);
    expect(writeMasksArchive(IMAGES, new Set(["png"]))).toEqual(archive);
  });

  it("keeps its files inside, whatever a picture is called", () => {
    const names = ["../../etc/x", "..\\y", "/z", ".."];
    const archive = writeMasksArchive(
      names.map((name) => masks(name, empty, false)),
      new Set(["png"]),
    );
    const paths = Object.keys(unzipSync(archive));
    expect(paths).toEqual(["masks/etc/x.png", "masks/y.png", "masks/z.png", "masks/_.png"]);
  });
});
