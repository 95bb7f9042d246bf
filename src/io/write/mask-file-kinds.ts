import { IMAGE_LIST } from "../../core/dataset/pairing/image-list.ts";
import type { MaskFormat } from "../../core/mask-formats.ts";

/** Explanation of a kind of file in a zip of masks. */
interface FileKind {
  readonly file: string;
  readonly content: string;
  /** Lines of Python that open the file of the image NAME. */
  readonly python?: string;
  /** The menu of Fiji that opens it. */
  readonly fiji?: string;
}

const LABEL_IMAGE =
  "one channel, 16-bit unsigned integers, rows x columns of the image. 0 is background; every pixel of a cell has the id of the cell, from 1.";

/** The files of each format. */
export const FILE_KINDS: Readonly<Record<MaskFormat, FileKind>> = {
  png: {
    file: "masks/NAME.png",
    content: `Label image as PNG: ${LABEL_IMAGE}`,
    python:
      'import imageio.v3 as iio\nlabels = iio.imread("masks/NAME.png")  # uint16, [row, column]\nmask = labels == 1  # pixels of cell 1',
    fiji: "masks/NAME.png: File > Open; then Image > Lookup Tables > glasbey to tell cells apart.",
  },
  tiff: {
    file: "tiff/masks/NAME.tif",
    content: `Label image as TIFF: ${LABEL_IMAGE} The same pixels as in the PNG.`,
    python: 'import tifffile\nlabels = tifffile.imread("tiff/masks/NAME.tif")  # uint16, [row, column]',
    fiji: "tiff/masks/NAME.tif: File > Open; then Image > Lookup Tables > glasbey to tell cells apart.",
  },
  rois: {
    file: "rois/NAME_RoiSet.zip",
    content:
      "One ImageJ region per cell along the edges of its pixels, in px from the upper left corner; its name is the id of the cell.",
    fiji: "rois/NAME_RoiSet.zip: open the image, then Analyze > Tools > ROI Manager > More > Open.",
  },
  coco: {
    file: "coco.json",
    content:
      "All images and cells in the format of COCO: compressed run lengths down the columns, area in px, box [x, y, width, height] in px. Annotation ids count over all images.",
    python:
      'from pycocotools.coco import COCO\ncoco = COCO("coco.json")\nmask = coco.annToMask(coco.anns[1])  # uint8, [row, column]',
  },
  submission: {
    file: "submission.csv",
    content:
      "Table for Kaggle's Sartorius competition: one row per cell, pairs of start and length along the rows, from 1. An image without cells has one row with an empty second field.",
  },
  dsb2018: {
    file: "submission_dsb2018.csv",
    content:
      "Table for Kaggle's Data Science Bowl 2018: one row per cell, pairs of start and length down the columns, from 1. An image without cells has one row with an empty second field.",
  },
  scores: {
    file: "scores.csv",
    content:
      "One row per image with ground truth: scores of the cells against it, and of the connected components of the same mask.",
    python: 'import pandas\nscores = pandas.read_csv("scores.csv")',
  },
  measurements: {
    file: "measurements.csv",
    content:
      "One row per cell: size, shape, intensities of the values in the image file and touching neighbours, as scikit-image defines them; in px, and in micrometres (Um) where the file states a pixel size.",
    python: 'import pandas\ncells = pandas.read_csv("measurements.csv")',
  },
};

/** The list of images, which accompanies every format with masks. */
export const LIST_FILE: FileKind = {
  file: IMAGE_LIST,
  content:
    "One row per image: the path under which it was added, its name in coco.json, its id in the submissions, and the NAME of its other files.",
};

/** Formats without masks, which need no list of them. */
const NUMBERS: ReadonlySet<MaskFormat> = new Set(["scores", "measurements"]);

/** Whether a zip of these formats has masks, and thus a list of its images. */
export function needsImageList(formats: readonly MaskFormat[]): boolean {
  return formats.some((format) => !NUMBERS.has(format));
}
