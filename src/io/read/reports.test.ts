import { describe, expect, it } from "vitest";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE, sharedBytes } from "./testing/test-files.ts";

/** Expected result of importing a reported input. */
interface Right {
  /** Number of cells and of their pixels, by the name of each image with labels. */
  readonly images?: Readonly<Record<string, readonly [cells: number, pixels: number]>>;
  /** Number of channels of the first image, if not one. */
  readonly channels?: number;
  /** Images without labels. */
  readonly withoutLabels?: readonly string[];
  /** Notes that must occur. */
  readonly messages?: readonly RegExp[];
  /** Exactly the refused files, each with its reason. */
  readonly refused?: readonly RegExp[];
}

/** The drawing in most inputs: eight cells, some of which touch. */
const CELLS = [8, 2715] as const;
/** The same as polygons through pixel corners: each is half a pixel wider on two sides. */
const POLYGONS = [8, 2908] as const;
/**
 * The same as outlines through the centres of the outermost pixels, half a pixel inside, as drawn by ImageJ
 * and OpenCV.
 */
const CONTOURS = [8, 2480] as const;
/** The same as a binary mask, in which touching cells are one connected component. */
const COMPONENTS = [6, 2715] as const;
const BINARY = /binary; its 6 connected components/;
const one = (name: string, cells: readonly [number, number], ...messages: RegExp[]): Right => ({
  images: { [name]: cells },
  messages,
});
const a = (...messages: RegExp[]) => one("a", CELLS, ...messages);

/** Results of this program for the images of two folders. */
const OWN = {
  "=cmd": [3, 209],
  "Zürich é": [3, 209],
  constant: [1, 55],
  'odd,name "q"': [3, 209],
  "plateA/r01c01": [3, 209],
  "plateB/r01c01": [4, 235],
  tiny: [1, 77],
} as const;

/**
 * Inputs reconstructed from reports by users of other tools, by case name; comments give the reasons for the
 * expected results.
 */
const IMPORTS: Readonly<Record<string, Right>> = {
  c02_cvat_mixed: one("field1", [8, 2799], /^4 annotations that are marked as crowds were read as cells/),
  c03_coco_subfolders: { images: { "plateA/r01c01": CELLS, "plateB/r01c01": [5, 1341] } },
  c04_nfd_coco: one("Zürich_Präparat_é1", CELLS),
  c06_nfd_pair: one("Zürich_Präparat_é1", CELLS),
  c08_labelstudio: one("field1", POLYGONS, /result\.json calls this image "images\\4\/cb0618f6-field1\.png"/),
  c09_flat_polygon: one("field1", POLYGONS),
  // Nuclei inside cells would turn the cells into rings.
  c10_two_categories: one("field1", CELLS, /cell \(8\) was read, and nucleus \(8\) inside it left out/),
  c11_point_polygon: one("field1", POLYGONS),
  c13_int64_tiff: a(),
  c15_float16: a(),
  c15_float16_tiff: a(),
  c16_leading_axis: a(),
  // Its three channels are equal, so one is kept.
  c17_channel_first: a(/shape \(3, 96, 128\); its first dimension was read as 3 channels/),
  c18_tissuenet: {
    images: { tissuenet_small_0000: CELLS, tissuenet_small_0001: CELLS },
    channels: 2,
    messages: [/Of 2 channels of the labels, the first is used; the other one is not/],
  },
  c20_qupath_labelled: one("slide 7 [x=0,y=0,w=512,h=384]", CELLS),
  c22_three_class: {
    refused: [
      /masks\/a\.png: This is a map of classes.*14 connected components/,
      /images\/a\.png: Its cells/,
    ],
  },
  c23_inverted: one("a", COMPONENTS, /inverted: its value 255 covers 78 %/, BINARY),
  c25_dsb_rgba_masks: one("s1", CELLS),
  c27_dsb_two_nuclei: one("s1", [7, 2715], /1 piece lies apart from the rest of its cell: c\.png/),
  c28_soft_edges: { refused: [/masks\/a\.png: The mask has soft edges.*below 128/, /images\/a\.png/] },
  c30_resized_labels: { refused: [/masks\/a\.png: .*resized with interpolation/, /images\/a\.png/] },
  c31_ignore_minus1: a(/320 px are marked as ignored \(-1\)/),
  c32_empty_negative: { images: { a: CELLS, b: [0, 0] }, messages: [/negative example/] },
  // A label image without an image is taken for an image unless something shows that it is not; its targets
  // are tested where they are computed.
  f01_targets: { withoutLabels: ["t"] },
  l01_sartorius: {
    images: { aa00: CELLS, aa01: CELLS, aa02: CELLS, aa03: CELLS },
    withoutLabels: ["tt00", "tt01", "tt02"],
    refused: [/sample_submission\.csv: No image in it has a cell/],
  },
  l02_ctc_partial: {
    images: { t000: CELLS },
    withoutLabels: ["t001"],
    messages: [/silver truth, .*, was taken with 8 cells: the gold truth, .*, holds 2 of them/],
    refused: [
      /man_track\.txt/,
      /man_track000\.tif: Markers/,
      /01_GT\/SEG\/man_seg000\.tif: It holds fewer cells/,
    ],
  },
  l03_nuinsseg: {
    images: { human_liver_01: CELLS },
    refused: [/mask binary\/human_liver_01\.png: .*has its labels from human_liver_01\.tif already/],
  },
  // Squares of 16 px.
  l04_labelme: one("a", [8, 2048]),
  l05_omezarr: { refused: [/img\.zarr: Zarr stores \(also OME-Zarr and N5\) are not read\. Export/] },
  l06_others: {
    refused: [
      /a\.7z: 7z.*Unpack/,
      /a\.avif: AVIF.*PNG/,
      /a\.czi: Zeiss CZI.*ZEN/,
      /a\.dcm: DICOM.*TIFF/,
      /a\.h5: HDF5.*TIFF/,
      /a\.heic: HEIC.*PNG/,
      /a\.ims: Imaris.*TIFF/,
      /a\.jp2: JPEG 2000.*TIFF/,
      /a\.lif: Leica LIF.*LAS X/,
      /a\.mat: MATLAB.*TIFF/,
      /a\.nd2: Nikon ND2.*NIS-Elements/,
      /a\.nii\.gz: NIfTI.*TIFF/,
      /a\.npy\.txt: Text/,
      /a\.oib: Olympus OIB.*TIFF/,
      /a\.pgm: PGM.*PNG/,
      /a\.pkl: Python pickle.*numpy/,
      /a\.rar: RAR.*Unpack/,
      /a\.svs: Whole-slide.*QuPath/,
      /a\.tar: Tar.*Unpack/,
      /a\.vsi: Olympus VSI.*TIFF/,
      /a\.xlsx: Spreadsheet.*CSV/,
    ],
  },
  l07b_cellpose_rois_win: {
    images: { a: CELLS },
    refused: [
      /a_seg\.npy: a\.png has its labels from a_cp_masks\.png already, which is more exact/,
      /a_rois\.zip: a\.png has its labels from a_cp_masks\.png already, which is more exact/,
    ],
  },
  l08_seg_posixpath: a(),
  l09_ncolor_seg: a(/4 values lie in 8 connected components, and each component was read as a cell/),
  l10_roboflow: {
    images: {
      "a_png.rf.00000000000000000000000000000001": POLYGONS,
      "a_png.rf.00000000000000000000000000000002": POLYGONS,
      "a_png.rf.00000000000000000000000000000003": POLYGONS,
    },
    refused: [/README\.dataset\.txt/, /README\.roboflow\.txt/],
  },
  l11_cvat_voc: {
    images: { a: CELLS },
    messages: [/each of the 8 colours/],
    refused: [/labelmap\.txt/, /SegmentationClass\/a\.png: .*class maps/],
  },
  n01_four_channel_npy: { ...a(), channels: 4 },
  n02_four_channel_tif: { ...a(), channels: 4 },
  n03_zip_backslash: a(),
  n05_palette_white0: a(),
  // Boxes are not cells, and an image with boxes is not an image without cells.
  n06_yolo: { refused: [/a\.txt: .*YOLO/, /a\.png: Its cells/] },
  n07_cellpose_rois: one("a", CONTOURS),
  n08_coco_contours: one("a", CONTOURS),
  // The cell whose id overflowed to 0 cannot be recovered.
  n09_uint8_wrap: one(
    "a",
    [323, 39083],
    /ids end at 255 and begin again.*Cells whose number fell on 0 are lost/,
  ),
  n10_ncolor_big: one("a", [324, 39204], /4 values lie in 324 connected components/),
  n14_boxes_only: { refused: [/a\.png: No cell was found/] },
  n17_percent: one("cell a 1", CELLS, /calls this image "cell%20a%201\.png"/),
  n18_csv_ext: one("img0001", CELLS, /calls this image "img0001\.tif"/),
  // Two people's annotations of the same cells must not be mixed.
  n19_two_json: {
    images: { a: CELLS },
    refused: [/ben\.json: a\.png has its labels from anna\.json already/],
  },
  n30_one_image_two_masks: {
    images: { img_7: COMPONENTS },
    messages: [BINARY],
    refused: [/mask_8\.png: No image was found/],
  },
  r02_roi_time: one(
    "t",
    POLYGONS,
    /Of 3 time points, number 1/,
    /^16 regions that were drawn on other planes/,
  ),
  r03_text_roi: one("a", POLYGONS, /No cell in scale 50 um\.roi \(text\)/),
  r04_roi_names: { images: { a: POLYGONS, b: POLYGONS, c: POLYGONS } },
  t02_zero_stripbytecounts: a(),
  t03_12bit: a(),
  t04_format4: a(),
  t05_sparse_tiles: one("a", [5, 1130]),
  t06_cyx: { ...a(/All 2 channels are kept/), channels: 2 },
  t07_mask_per_page: a(
    /stack of 8 slices beside an image of one plane; each slice was read as the mask of one cell/,
  ),
  t08_jpeg_rgb: { withoutLabels: ["rgb", "ycbcr"] },
  t09_stk: a(/Of 3 slices, the middle one number 2 is used/),
  t10_five_channels: { ...a(), channels: 5 },
  t11_bool: one("a", COMPONENTS, BINARY),
  t12_float_labels_pred3: a(),
  t13_big_ids: a(),
  v01_csv_utf16: one("img0001", CELLS),
  v03_leading_zeros: one("0001", CELLS, /calls this image "1"/),
  v04_predicted_column: one("img0001", CELLS),
  v05_stage2_ignored: {
    images: { aa: CELLS },
    refused: [/Row 10 \(image bb\): its Usage is Ignored/, /bb\.png: Its cells/],
  },
  // Truncated after a complete pair, below Excel's character limit: indistinguishable from a small cell.
  v06_truncated: one("img0001", [1, 3234]),
  // One cell that covers the whole image looks like a background and is refused; training on the others has
  // its own test.
  x01_train_awkward: {
    channels: 3,
    images: {
      colour: CELLS,
      constant: CELLS,
      normal: CELLS,
      one_cell_in_large: [1, 113],
      one_pixel_cells: [4, 4],
      thin_lines: [2, 194],
      tiny_12x9: [1, 29],
    },
    messages: [/1 piece lies apart/],
    refused: [
      /whole_image_cell\.png: One "cell" covers the whole image/,
      /images\/whole_image_cell\.png: Its cells/,
    ],
  },
  x02_predict_names: {
    withoutLabels: [
      "=cmd",
      "Zürich é",
      "constant",
      'odd,name "q"',
      "plateA/r01c01",
      "plateB/r01c01",
      "same.png",
      "same.tif",
      "tiny",
    ],
  },
  // Written before exports had a list of images: it is unknown which mask belongs to the TIFF.
  x04_own_masks_back: {
    images: OWN,
    withoutLabels: ["same.png", "same.tif"],
    refused: [
      /same \(2\)\.png: It is not certain to which image .*plateA\/same\.png, .*plateA\/same\.tif/,
      /same\.png: It is not certain to which image .*plateA\/same\.png, .*plateA\/same\.tif/,
    ],
  },
  x05_own_rois_back: {
    images: OWN,
    withoutLabels: ["same.png", "same.tif"],
    refused: [
      /same_RoiSet\.zip: .*not certain.*"same" \(.*plateA\/same\.png, .*plateA\/same\.tif/,
      /same \(2\)_RoiSet\.zip: .*not certain.*"same \(2\)" \(.*plateA\/same\.png, .*plateA\/same\.tif/,
    ],
  },
};

/** Inputs that are compared and not imported; the tests of the score cover them. */
const SCORED = ["s01_binary_score", "s02_ctc_score", "s03_empty", "s04_ids"];
interface Report {
  readonly case: string;
  readonly path: string;
}

const reports: readonly Report[] = HAS_SHARED_DATA
  ? JSON.parse(new TextDecoder().decode(sharedBytes("reports/expected.json")))
  : [];
const paths = new Map(reports.map(({ case: name, path }) => [name, path]));

const drawn = (ids: Int32Array) => ids.reduce((count, id) => count + (id > 0 ? 1 : 0), 0);

describe.skipIf(!HAS_SHARED_DATA)(`reported inputs${SHARED_NOTE}`, () => {
  it("are all tested", () => {
    expect([...Object.keys(IMPORTS), ...SCORED].sort()).toEqual([...paths.keys()].sort());
  });

  it.each(Object.entries(IMPORTS))("%s gives its cells and reports the rest", async (name, right) => {
    const { images, unlabelled, refused } = await importAll(await dropOf(`reports/${paths.get(name)}`));
    const found = images.map(({ record, labels }) => {
      return [record.name.normalize("NFC"), [record.cells, drawn(labels.data)]];
    });
    expect(Object.fromEntries(found)).toEqual(right.images ?? {});
    if (images.length > 0) expect(images[0].pixels.channels).toBe(right.channels ?? 1);
    expect(unlabelled.map((record) => record.name.normalize("NFC")).sort()).toEqual(
      right.withoutLabels ?? [],
    );
    const notes = images.flatMap(({ record }) => record.notes);
    for (const pattern of right.messages ?? []) expect(notes).toContainEqual(expect.stringMatching(pattern));
    const reasons = refused.map(({ file, reason }) => `${file}: ${reason}`);
    for (const pattern of right.refused ?? []) expect(reasons).toContainEqual(expect.stringMatching(pattern));
    expect(reasons).toHaveLength(right.refused?.length ?? 0);
  });
});
