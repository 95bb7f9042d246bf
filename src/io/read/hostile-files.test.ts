import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import { readRaster } from "./images/read-raster.ts";
import { labelsOf } from "./labels/labels-of.ts";
import {
  dropOf,
  HAS_SHARED_DATA,
  importAll,
  SHARED_DATA,
  SHARED_NOTE,
  sharedBytes,
} from "./testing/test-files.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Files read one at a time, with the expected reason. */
const SINGLE_FILES: readonly (readonly [file: string, reason: RegExp])[] = [
  ["bad/bad_offset.tif", /directory/],
  ["bad/bitflip.png", /checksum/],
  ["bad/huge_header.png", /too large/],
  ["bad/object.npy", /wants to call/],
  ["bad/script.svg", /SVG/],
  ["bad/text.png", /not a PNG/],
  ["bad/truncated.png", /ends early/],
  ["bad/truncated.tif", /beyond the end/],
  ["bad/zero.png", /empty/],
  ["bad_more/png_wrong_crc.png", /checksum/],
  ["bad_more/png_no_iend.png", /ends early/],
  ["bad_more/png_too_few_rows.png", /end early: 6208 of 62080/],
  ["bad_more/png_zero_width.png", /0 columns/],
  ["bad_more/png_bad_filter_byte.png", /damaged/],
  ["bad_more/png_bad_bit_depth.png", /3 bits/],
  ["bad_more/png_chunk_length_4gib.png", /ends early/],
  ["bad_more/png_bomb_12000x12000_really_compressed.png", /144 million/],
  ["bad_more/truncated.jpg", /ends early/],
  ["bad_more/html_named.tif", /web page/],
  ["bad_more/svg_named.png", /SVG/],
  ["bad_more/gzip_named.tif", /gzip/],
  ["bad_more/one_byte.png", /not a PNG/],
  ["bad_more/tiff_width_2_billion.tif", /too large/],
  ["bad_more/tiff_unknown_compression.tif", /34892/],
  ["bad_more/tiff_strip_outside_file.tif", /beyond the end/],
  ["bad_more/tiff_strip_count_short.tif", /end early: 100 bytes cannot hold 12288/],
  ["bad_more/tiff_zero_bits.tif", /0 bits/],
  ["bad_more/tiff_no_ifd.tif", /directory/],
  ["bad_more/tiff_deflate_corrupt.tif", /damaged/],
  ["bad_more/npy_shape_lies.npy", /too large/],
  ["bad_more/npy_negative_shape.npy", /header/],
  ["bad_more/npy_code_in_header.npy", /header/],
  ["bad_more/npy_string_dtype.npy", /<U1/],
  ["bad_more/npy_complex.npy", /<c16/],
  ["bad_more/npy_4d.npy", /\(2, 3, 4, 5\)/],
  ["bad_more/npy_negative_and_fractional_labels.npy", /row 0, column 1 is 0\.5/],
  ["bad_more/evil_seg.npy", /wants to call "builtins\.print"/],
  ["bad_more/pickle_bomb_seg.npy", /nested too deep/],
  ["bad_more/jpeg_named.png", /both change values/],
];

/** Folders dropped as a whole, with the expected names of images and messages. */
const DROPS: readonly (readonly [drop: string, images: readonly string[], messages: readonly RegExp[]])[] = [
  ["bad/allbackground", ["a"], [/a: Its labels contain no cell: it is a negative example/]],
  ["bad/bomb.zip", [], [/zeros\.tif: The file would grow/]],
  ["bad/broken.json", [], [/broken\.json: .*JSON/]],
  ["bad/coco_invalid.json", [], [/coco_invalid\.json: .*annotation/]],
  ["bad/csv_decreasing", [], [/train\.csv: Row 2 .*starts at 20/]],
  ["bad/csv_empty", [], [/train\.csv: No image in it has a cell/]],
  ["bad/csv_negative", [], [/train\.csv: Row 2 .*-4/]],
  ["bad/csv_not_numbers", [], [/train\.csv: Row 2 .*"a"/]],
  ["bad/csv_odd_count", [], [/train\.csv: Row 2 .*odd number/, /07fb37aafa66\.png: Its cells/]],
  ["bad/csv_out_of_range", [], [/train\.csv: Row 2 .*366128/]],
  ["bad/csv_zero_start", [], [/train\.csv: Row 2 .*starts at 0/]],
  ["bad/no_columns.csv", [], [/no_columns\.csv: .*no column "id"/]],
  ["bad/unknown_image.csv", [], [/unknown_image\.csv: .*"ffffffffffff"/]],
  [
    "bad/mismatch",
    [],
    [/masks\/a\.png: The sizes differ/, /no_mask\.png: No labels/, /no_image\.png: No image/],
  ],
  ["bad/odd_names.zip", [], [/<img src=x onerror=window\.__pwned=1>\.png: No labels/]],
  ["bad/traversal.zip", [], [/^evil\.png: No labels/, /^ok\.png: No labels/]],
  ["bad/truncated.zip", [], [/truncated\.zip: The zip cannot be opened/]],
  ["bad_more/case_and_extension", ["Cell01"], []],
  ["bad_more/csv_60000_empty_rows", ["cell01"], []],
  ["bad_more/csv_columns_in_other_order", ["cell01"], []],
  ["bad_more/csv_crlf_bom_quotes", ["cell01"], []],
  ["bad_more/csv_formula_and_html_in_id", ["cell01"], [/train\.csv: .*HYPERLINK.*<img src=x.*__proto__/]],
  ["bad_more/csv_image_missing", ["cell01"], [/train\.csv: .*"cell02"/]],
  ["bad_more/csv_nul_bytes.csv", [], [/csv_nul_bytes\.csv: .*not text/]],
  ["bad_more/csv_one_huge_number", [], [/train\.csv: Row 2 .*21 digits/]],
  ["bad_more/csv_overlapping_instances", ["cell01"], [/cell01: .*20 px.*smaller cell/]],
  ["bad_more/csv_path_in_id", [], [/train\.csv: .*\.\.\/\.\.\/cell01/]],
  ["bad_more/csv_same_cell_twice", ["cell01"], [/cell01: .*copy.*row 3/]],
  ["bad_more/csv_semicolons", ["cell01"], []],
  ["bad_more/csv_size_disagrees_between_rows", [], [/train\.csv: Row 3/]],
  ["bad_more/csv_size_swapped", [], [/cell01\.png: Rows and columns are swapped.*row 2/]],
  ["bad_more/csv_unclosed_quote", [], [/train\.csv: Row 2 .*quotation mark/]],
  ["bad_more/dsb_empty_mask_file", ["ID1"], [/ID1: .*negative example.*No cell in m1\.png/]],
  ["bad_more/dsb_masks_overlap", ["ID1"], [/ID1: .*576 px/]],
  ["bad_more/dsb_no_masks", [], [/ID1\.png: No labels/]],
  ["bad_more/duplicate_names", ["a/cell", "b/cell"], []],
  ["bad_more/mask_equals_image", [], [/masks\/c\.png: The mask looks like the image/]],
  ["bad_more/mask_is_colour_photo", [], [/masks\/c\.png: This is a photo/]],
  ["bad_more/mask_larger", [], [/masks\/c\.png: .*64 rows .*65 rows/]],
  ["bad_more/mask_transposed", [], [/masks\/c\.png: Rows and columns are swapped/]],
  ["bad_more/system_junk", ["c"], []],
  ["bad_more/tiff_ifd_loop.tif", [], [/tiff_ifd_loop\.tif: No labels/]],
  ["bad_more/zip/nested_with_macosx.zip", ["c"], []],
  ["bad_more/zip/absolute_and_backslash.zip", ["c"], [/evil\.png: No labels/]],
  ["bad_more/zip/symlink.zip", ["c"], [/link\.png: A link/]],
  ["bad_more/zip/stored.zip", ["c"], []],
  ["bad_more/zip/zip_in_zip.zip", [], [/inner\.zip: A zip within a zip/]],
  ["bad_more/zip/same_name_twice.zip", ["c"], [/set\/masks\/c\.png: .*twice/]],
  ["bad_more/zip/2000_empty_files.zip", [], [/e\/0000\.png and 1999 more: The file is empty/]],
  ["bad_more/zip/size_lies.zip", [], [/set\/masks\/c\.png: The zip declares 7 bytes/]],
  ["bad_more/zip/encrypted_flag.zip", [], [/set\/images\/c\.png: .*encrypted/]],
  ["bad_more/zip/crc_wrong.zip", [], [/set\/images\/c\.png: .*damaged/]],
  ["bad_more/zip/no_directory.zip", [], [/no_directory\.zip: The zip cannot be opened/]],
];

/** Files dropped together with the image that they name, with the expected number of cells and messages. */
const COCO: readonly (readonly [json: string, cells: number, messages: RegExp | null])[] = [
  ["annotations_object_livecell", 1, null],
  ["coordinates_as_strings", 0, /annotation 1 \(image cell01\.png\): .*not a number/],
  ["duplicate_ids", 2, null],
  ["hole_as_second_polygon", 1, null],
  ["huge_coordinates", 0, /annotation 1 covers most of the image/],
  ["nan", 0, /not JSON/],
  ["nested_100000_deep", 0, /"images" and "annotations"|not JSON/],
  ["null_and_empty_segmentation", 1, /No cell in annotation 1, annotation 2, annotation 3/],
  ["odd_coordinate_count", 0, /annotation 1 \(image cell01\.png\): .*odd number/],
  ["outside_image", 0, /annotation 1 covers most of the image.*background/],
  ["proto_keys", 0, /names no images/],
  ["rle_compressed_garbage", 0, /annotation 1 .*compressed run lengths are damaged/],
  ["rle_counts_too_long", 0, /annotation 1 .*beyond the 6144 pixels/],
  ["rle_wrong_size", 0, /annotation 1 .*another size/],
  ["self_crossing", 1, /1 piece lies apart from the rest of its cell: annotation 1/],
  ["top_level_list", 0, /"images" and "annotations"/],
  ["two_images_one_name", 0, /Two images have the name cell01\.png/],
  ["two_point_polygon", 1, /No cell in annotation 1/],
];

const NAMES = [
  "quote'single.png",
  'quote"double.png',
  "a&amp;b #1?.png",
  "name with  two spaces.png",
  "细胞 клетка 🔬.png",
  "e\u0301 decomposed.png",
  "\u202egnp.exe.png",
  "trailing.dots...png",
  ".hidden.png",
  "constructor.png",
  "toString",
  `${"x".repeat(200)}.png`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the name of a file, never a template
  "${alert(1)} {{7*7}}.png",
];

/** Entries of the folders without a row above: an image for others, and names with their own test. */
const TRIED_OTHERWISE = ["bad_more/coco/cell01.png", ...NAMES.map((name) => `bad_more/names/${name}`)];

describe.skipIf(!HAS_SHARED_DATA)(`hostile files${SHARED_NOTE}`, () => {
  it("are all tested: every entry of bad/ and of bad_more/expected.json", () => {
    const tried = new Set([
      ...[...SINGLE_FILES, ...DROPS].map(([path]) => path),
      ...COCO.map(([name]) => `bad_more/coco/${name}.json`),
      ...TRIED_OTHERWISE,
    ]);
    const expected: Record<string, string> = JSON.parse(
      new TextDecoder().decode(sharedBytes("bad_more/expected.json")),
    );
    const entries = [
      ...readdirSync(join(SHARED_DATA, "bad")).map((name) => `bad/${name}`),
      ...Object.keys(expected).map((key) => `bad_more/${key.replace(/\/(train\.csv)?$/, "")}`),
    ];
    expect(entries.filter((entry) => !tried.has(entry))).toEqual([]);
    expect(entries.length).toBeGreaterThan(100);
  });

  it.each(SINGLE_FILES)("%s is refused with its name and a reason", (file, reason) => {
    const read = () => labelsOf(file, readRaster(file, sharedBytes(file)));
    expect(read).toThrow(FileError);
    expect(read).toThrow(reason);
    expect(read).toThrow(file);
  });

  it.each(DROPS)("dropping %s gives %j, with reasons for the rest", async (drop, images, messages) => {
    const { records, unlabelled, refused } = await importAll(await dropOf(drop));
    expect(records.map(({ name }) => name)).toEqual(images);
    const lines = [
      ...refused.map(({ file, reason }) => `${file}: ${reason}`),
      ...records.map(({ name, notes }) => `${name}: ${notes.join(" ")}`),
      ...unlabelled.map(({ source, notes }) => `${source}: ${notes.join(" ")}`),
    ];
    for (const pattern of messages) expect(lines).toContainEqual(expect.stringMatching(pattern));
    if (messages.length === 0) expect(refused).toEqual([]);
  });

  it.each(COCO)("coco/%s.json gives %i cells, with reasons for the rest", async (name, cells, messages) => {
    const [json] = await dropOf(`bad_more/coco/${name}.json`);
    const [pixels] = await dropOf("bad_more/coco/cell01.png");
    const { records, refused } = await importAll([json, pixels]);
    expect(records.reduce((sum, record) => sum + record.cells, 0)).toBe(cells);
    const lines = [...refused.map(({ reason }) => reason), ...records.flatMap(({ notes }) => notes)];
    if (messages) expect(lines).toContainEqual(expect.stringMatching(messages));
    else expect(lines).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("shows file names as plain text", async () => {
    const { unlabelled, refused } = await importAll(await dropOf("bad_more/names.zip"));
    expect(refused).toEqual([]);
    const shown = unlabelled.map(({ source }) => source.normalize("NFC")).sort();
    expect(shown).toEqual(NAMES.map((name) => name.normalize("NFC")).sort());
  });

  it("reads every odd file name with labels", async () => {
    const pixels = new Blob([sharedBytes("bad_more/system_junk/images/c.png").slice()]);
    const labels = new Blob([sharedBytes("bad_more/system_junk/masks/c.png").slice()]);
    const added = NAMES.flatMap((name) => [
      { path: `images/${name}`, blob: pixels },
      { path: `masks/${name}`, blob: labels },
    ]);
    const { records, refused } = await importAll(added);
    expect(refused).toEqual([]);
    expect(records.length).toBe(NAMES.length);
    expect(records.map(({ name }) => name)).toContain("\u202egnp.exe");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("reads every valid image of an otherwise hostile drop", async () => {
    const { records, unlabelled } = await importAll(await dropOf("bad_more"));
    expect(unlabelled.every(({ cells, notes }) => cells === 0 && /^No labels/.test(notes[0]))).toBe(true);
    expect(records.filter(({ cells }) => cells === 0).map(({ name }) => name)).toEqual([
      "dsb_empty_mask_file/ID1/ID1",
    ]);
    expect(records.length).toBe(20);
  });
});
