import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { comparedScore } from "../../core/instances/evaluation.ts";
import { MASK_FORMATS } from "../../core/mask-formats.ts";
import { measureCells } from "../../core/measurements/measure-cells.ts";
import { scoreImage } from "../../core/metrics/instance-score.ts";
import { overlapTable } from "../../core/metrics/overlap-table.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { readRaster } from "../read/images/read-raster.ts";
import { labelsOf } from "../read/labels/labels-of.ts";
import type { WrittenMasks } from "./mask-files.ts";
import { writeMasksArchive } from "./masks-archive.ts";

const labels: Labels = { rows: 2, columns: 3, data: Int32Array.of(1, 1, 0, 0, 2, 2) };
const empty: Labels = { rows: 1, columns: 2, data: new Int32Array(2) };

function masks(name: string, of: Labels, scored: boolean): WrittenMasks {
  const score = scored ? comparedScore("predicted", scoreImage(overlapTable(of, of)), null) : null;
  const { rows, columns } = of;
  const image = { rows, columns, channels: 1, data: new Uint8Array(rows * columns).fill(2) };
  return { name, path: `${name}.tif`, labels: of, score, cells: measureCells(of, image) };
}

const IMAGES = [masks("a/cell", labels, true), masks("b/cell", empty, false)];

describe("a zip of masks", () => {
  it("contains all formats under the images' names", () => {
    const files = unzipSync(writeMasksArchive(IMAGES, new Set(MASK_FORMATS)));
    expect(Object.keys(files).sort()).toEqual([
      "README.txt",
      "coco.json",
      "images.csv",
      "masks/a/cell.png",
      "masks/b/cell.png",
      "measurements.csv",
      "rois/a/cell_RoiSet.zip",
      "rois/b/cell_RoiSet.zip",
      "scores.csv",
      "submission.csv",
      "submission_dsb2018.csv",
      "tiff/masks/a/cell.tif",
      "tiff/masks/b/cell.tif",
    ]);
    for (const path of ["masks/a/cell.png", "tiff/masks/a/cell.tif"]) {
      expect(labelsOf(path, readRaster(path, files[path])).labels).toEqual(labels);
    }
    expect(Object.keys(unzipSync(files["rois/a/cell_RoiSet.zip"]))).toEqual(["0001.roi", "0002.roi"]);
    expect(JSON.parse(strFromU8(files["coco.json"])).images[0].file_name).toBe("a/cell.tif");
    expect(strFromU8(files["images.csv"])).toBe(
      "image_path,file_name,id,mask_name\na/cell.tif,a/cell.tif,a/cell,a/cell\nb/cell.tif,b/cell.tif,b/cell,b/cell\n",
    );
    expect(strFromU8(files["submission.csv"])).toBe("id,predicted\na/cell,1 2\na/cell,5 2\nb/cell,\n");
    expect(strFromU8(files["submission_dsb2018.csv"])).toBe(
      "ImageId,EncodedPixels\na/cell,1 1 3 1\na/cell,4 1 6 1\nb/cell,\n",
    );
    const scores = strFromU8(files["scores.csv"]).trim().split("\n");
    expect(scores.map((line) => line.split(",")[0])).toEqual(["name", "a/cell"]);
    const measurements = strFromU8(files["measurements.csv"]).trim().split("\n");
    expect(measurements.map((line) => line.split(",").slice(0, 3).join())).toEqual([
      "image,cell,areaPx",
      "a/cell,1,2",
      "a/cell,2,2",
    ]);
  });

  it("contains only the requested formats and is reproducible", () => {
    const archive = writeMasksArchive(IMAGES, new Set(["png"]));
    expect(Object.keys(unzipSync(archive))).toEqual([
      "masks/a/cell.png",
      "masks/b/cell.png",
      "images.csv",
      "README.txt",
    ]);
    for (const format of ["scores", "measurements"] as const) {
      const numbers = unzipSync(writeMasksArchive(IMAGES, new Set([format])));
      expect(Object.keys(numbers)).toEqual([`${format}.csv`, "README.txt"]);
    }
    expect(writeMasksArchive(IMAGES, new Set(["png"]))).toEqual(archive);
  });

  it("keeps its files inside, for any image name", () => {
    const names = ["../../etc/x", "..\\y", "/z", ".."];
    const archive = writeMasksArchive(
      names.map((name) => masks(name, empty, false)),
      new Set(["png"]),
    );
    const paths = Object.keys(unzipSync(archive));
    expect(paths).toEqual([
      "masks/etc/x.png",
      "masks/y.png",
      "masks/z.png",
      "masks/_.png",
      "images.csv",
      "README.txt",
    ]);
  });

  it("uses portable and unique file names", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "a",
        "A",
        "a ",
        "é",
        "e\u0301",
        "CON",
        "con_",
        "_CON",
        "aux.x",
        "b.",
        "a (2)",
        "\t",
        "..",
        "x".repeat(300),
      ),
      fc.string({ unit: "binary", maxLength: 6 }),
    );
    const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 12 }), (names) => {
        const images = names.map((one) => masks(one, empty, false));
        const paths = Object.keys(unzipSync(writeMasksArchive(images, new Set(["png", "rois"]))));
        expect(paths).toHaveLength(2 * names.length + 2);
        expect(new Set(paths.map((path) => path.normalize("NFC").toLowerCase())).size).toBe(paths.length);
        for (const part of paths.flatMap((path) => path.split("/"))) {
          expect(part).not.toMatch(/[<>:"\\|?*\p{Cc}]|[. ]$|^$|^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/iu);
          expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(255);
        }
      }),
      { numRuns: 60 },
    );
  });
});
