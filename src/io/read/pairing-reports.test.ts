import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import type { AddedFile } from "./gather-files.ts";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE } from "./test-files.ts";

/** A folder of the reports, its images as `name: cells`, and what notes and refusals must say. */
const CASES: readonly [folder: string, images: string[], said: RegExp[]][] = [
  ["c03_coco_subfolders", ["plateA/r01c01: 8", "plateB/r01c01: 5"], []],
  ["c04_nfd_coco.zip", ["Z\u00fcrich_Pr\u00e4parat_\u00e91: 8"], []],
  ["c06_nfd_pair.zip", ["Z\u00fcrich_Pr\u00e4parat_\u00e91: 8"], []],
  ["c08_labelstudio", ["field1: 8"], [/result\.json calls this image "images\\4\/cb0618f6-field1\.png"/]],
  ["c20_qupath_labelled", ["slide 7 [x=0,y=0,w=512,h=384]: 8"], []],
  ["l01_sartorius", ["aa00: 8", "aa01: 8", "aa02: 8", "aa03: 8", "tt00: 0", "tt01: 0", "tt02: 0"], []],
  ["l02_ctc_partial", ["t000: 8", "t001: 0"], [/with 8 cells: the gold truth, .*, holds 2 of them/]],
  ["l03_nuinsseg", ["human_liver_01: 8"], [/mask binary\/.*has its labels from human_liver_01\.tif already/]],
  [
    "l07b_cellpose_rois_win",
    ["a: 8"],
    [/a_rois\.zip: a\.png has its labels from a_cp_masks\.png already, which is more exact/],
  ],
  ["l11_cvat_voc", ["a: 8"], [/SegmentationClass\/a\.png: .*class maps/]],
  ["n03_zip_backslash", ["a: 8"], []],
  // Boxes are no cells; the text says what they are, and the image is no image without labels.
  ["n06_yolo", [], [/a\.txt: .*YOLO/]],
  ["n17_percent", ["cell a 1: 8"], [/calls this image "cell%20a%201\.png"/]],
  ["n18_csv_ext", ["img0001: 8"], [/calls this image "img0001\.tif"/]],
  // Two people drew them, and neither is more exact: the first by name is taken, and the other named.
  ["n19_two_json", ["a: 8"], [/ben\.json: a\.png has its labels from anna\.json already/]],
  ["n30_one_image_two_masks", ["img_7: 6"], [/mask_8\.png: No image was found/]],
  ["v03_leading_zeros", ["0001: 8"], [/train\.csv calls this image "1"/]],
];

describe(`reported folders find their cells${SHARED_NOTE}`, () => {
  it.skipIf(!HAS_SHARED_DATA).each(CASES)("%s", async (folder, images, said) => {
    const { records, unlabelled, refused } = await importAll(await dropOf(`reports/${folder}`));
    const found = [...records, ...unlabelled].map(({ name, cells }) => `${name.normalize("NFC")}: ${cells}`);
    expect(found.sort()).toEqual(images);
    const lines = [
      ...records.flatMap(({ notes }) => notes),
      ...refused.map((one) => `${one.file}: ${one.reason}`),
    ];
    for (const pattern of said) expect(lines).toContainEqual(expect.stringMatching(pattern));
  });

  it.skipIf(!HAS_SHARED_DATA)("masks that the lab wrote for images of two folders", async () => {
    const { records, refused } = await importAll(await dropOf("reports/x04_own_masks_back.zip"));
    expect(records.length).toBe(7);
    // Written before names told files of one folder apart by their extension.
    expect(refused.map(({ file }) => file.split("/").at(-1)).sort()).toEqual(["same (2).png", "same.png"]);
  });
});

const SIDE = 24;

function png(valueAt: (pixel: number) => number): Blob {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => valueAt(pixel));
  return new Blob([encode({ width: SIDE, height: SIDE, data, channels: 1 }) as Uint8Array<ArrayBuffer>]);
}

/** As many columns of three pixels as there are cells, with a gap between them. */
const cells = (count: number) =>
  png((pixel) => {
    const column = pixel % SIDE;
    return column % 4 < 3 && column < 4 * count ? 1 + Math.floor(column / 4) : 0;
  });
const photo = png((pixel) => (pixel * 7 + (pixel % 5) * 31) % 251);
const file = (path: string, blob: Blob): AddedFile => ({ path, blob });

async function saidOf(files: readonly AddedFile[]) {
  const { records, refused } = await importAll(files);
  return {
    cells: records.map((record) => record.cells),
    notes: records.flatMap(({ notes }) => notes),
    refused: refused.map((one) => `${one.file}: ${one.reason}`),
  };
}

describe("labels that are not complete", () => {
  const frame = file("01/t000.tif", photo);
  const gold = (count: number) => file("01_GT/SEG/man_seg000.tif", cells(count));
  const silver = (count: number) => file("01_ST/SEG/man_seg000.tif", cells(count));
  const markers = (count: number) => file("01_GT/TRA/man_track000.tif", cells(count));

  it("silver truth with more cells takes the place of gold, and gold is refused for it", async () => {
    const said = await saidOf([frame, gold(2), silver(5), markers(5)]);
    expect(said.cells).toEqual([5]);
    expect(said.notes).toEqual([
      "The silver truth, 01_ST/SEG/man_seg000.tif, was taken with 5 cells: the gold truth, 01_GT/SEG/man_seg000.tif, holds 2 of them.",
    ]);
    expect(said.refused.join()).toContain("01_GT/SEG/man_seg000.tif: It holds fewer cells");
  });

  it("gold with as many cells stays, and silver is refused for it", async () => {
    const said = await saidOf([frame, gold(5), silver(5), markers(5)]);
    expect([said.cells, said.notes]).toEqual([[5], []]);
    expect(said.refused.join()).toContain("01_ST/SEG/man_seg000.tif: t000.tif has its labels from");
  });

  it("markers alone warn of the cells that gold lacks", async () => {
    const said = await saidOf([frame, gold(2), markers(5)]);
    expect(said.cells).toEqual([2]);
    expect(said.notes).toEqual([
      "man_seg000.tif holds 2 cells, but the tracking markers show 5: the other 3 would be taught as background.",
    ]);
  });

  it("any other source with more cells is named with its count", async () => {
    const said = await saidOf([
      file("x.png", photo),
      file("x_masks.png", cells(2)),
      file("x_labels.png", cells(4)),
    ]);
    expect(said.refused).toHaveLength(1);
    expect(said.cells).toEqual([4]);
    const fewer = await saidOf([
      file("x.png", photo),
      file("x_cp_masks.png", cells(2)),
      file("x_labels.png", cells(4)),
    ]);
    expect(fewer.cells).toEqual([2]);
    expect(fewer.notes).toEqual([
      "x_cp_masks.png holds 2 cells, but x_labels.png holds 4: the other 2 would be taught as background.",
    ]);
  });
});
