import { describe, expect, it } from "vitest";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE } from "./test-files.ts";

/** Files as users reported them: cells of each image, channels of the first, and what the notes must say, if anything. */
const READ: readonly (readonly [drop: string, cells: readonly number[], channels: number, said: RegExp])[] = [
  ["c13_int64_tiff", [8], 1, /^$/],
  ["c15_float16", [8], 1, /^$/],
  ["c15_float16_tiff", [8], 1, /^$/],
  ["c16_leading_axis", [8], 1, /^$/],
  // Its three channels are equal, so that one is kept.
  ["c17_channel_first", [8], 1, /first dimension was read as 3 channels/],
  ["c18_tissuenet", [8, 8], 2, /Of 2 channels of the labels, the first is used; the other one is not/],
  ["c25_dsb_rgba_masks", [8], 1, /^$/],
  ["n01_four_channel_npy", [8], 4, /^$/],
  ["n02_four_channel_tif", [8], 4, /^$/],
  ["n05_palette_white0", [8], 1, /^$/],
  ["t02_zero_stripbytecounts", [8], 1, /^$/],
  ["t03_12bit", [8], 1, /^$/],
  ["t04_format4", [8], 1, /^$/],
  // Three of the eight cells lie in tiles that are left out.
  ["t05_sparse_tiles", [5], 1, /^$/],
  ["t06_cyx", [8], 2, /^All 2 channels are kept/],
  ["t07_mask_per_page", [8], 1, /each slice was read as the mask of one cell/],
  ["t09_stk", [8], 1, /^Of 3 slices, the middle one number 2 is used\.$/],
  ["t10_five_channels", [8], 5, /^$/],
  // A binary mask: cells that touch count as one.
  ["t11_bool", [6], 1, /binary; its 6 separate pieces/],
  ["t12_float_labels_pred3", [8], 1, /^$/],
  ["t13_big_ids", [8], 1, /^$/],
];

describe.skipIf(!HAS_SHARED_DATA)(`formats as users reported them${SHARED_NOTE}`, () => {
  it.each(READ)("%s gives %j cells", async (drop, cells, channels, said) => {
    const { images, refused } = await importAll(await dropOf(`reports/${drop}`));
    expect(refused).toEqual([]);
    expect(images.map(({ record }) => record.cells)).toEqual(cells);
    expect(images[0].picture.channels).toBe(channels);
    for (const { record } of images) expect(record.notes.join(" ")).toMatch(said);
  });

  it("JPEG in TIFF is read in both colour models", async () => {
    const { unlabelled, refused } = await importAll(await dropOf("reports/t08_jpeg_rgb"));
    expect(refused).toEqual([]);
    expect(unlabelled).toHaveLength(2);
  });

  it("a Zarr folder is one refusal that names it", async () => {
    const { refused } = await importAll(await dropOf("reports/l05_omezarr"));
    expect(refused).toEqual([
      { file: "l05_omezarr/img.zarr", reason: expect.stringMatching(/^Zarr stores .*napari/) },
    ]);
  });

  it("each format that is not read is named with what to do", async () => {
    const { images, refused } = await importAll(await dropOf("reports/l06_others"));
    expect(images).toEqual([]);
    const others = refused.filter(({ file }) => !file.endsWith(".txt"));
    expect(others).toHaveLength(20);
    for (const { reason } of others) expect(reason).toMatch(/files are not read\. [A-Z].{10,}\.$/);
    expect(new Set(others.map(({ reason }) => reason)).size).toBe(20);
  });
});
