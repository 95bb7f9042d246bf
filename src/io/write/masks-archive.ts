import { type Zippable, zipSync } from "fflate";
import { IMAGE_LIST, type ListedImage, MASK_PLACES } from "../../core/dataset/pairing/image-list.ts";
import type { ComparedScore } from "../../core/instances/evaluation.ts";
import { MASK_FORMATS, type MaskFormat } from "../../core/mask-formats.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { writeCoco } from "./coco.ts";
import { listImages, writeImageList } from "./image-list.ts";
import { writeLabelPng } from "./label-png.ts";
import { writeLabelTiff } from "./label-tiff.ts";
import { writeRoiSet } from "./roi-set.ts";
import { writeScoresCsv } from "./scores-csv.ts";
import { writeSubmission } from "./submission.ts";

/** An image's cells, and how well they were found where that is known. */
export interface WrittenMasks {
  /** Short, as it is shown; folders before it, as in `a/cell`, become folders of the archive. */
  readonly name: string;
  /** The path of the image as it was added. */
  readonly path: string;
  readonly labels: Labels;
  readonly score: ComparedScore | null;
}

/** The same masks give the same bytes, whenever they are written: the earliest date a zip can hold. */
const DATE = new Date(1980, 0, 1);
/** PNG and the zips of regions are compressed already. */
const STORED = { level: 0, mtime: DATE } as const;
const SHRUNK = { level: 6, mtime: DATE } as const;

const text = (content: string) => new TextEncoder().encode(content);

/** An image of the archive, with the names that its list gives it. */
interface NamedMasks extends WrittenMasks {
  readonly listed: ListedImage;
}

/** One file of the archive. */
type Entry = readonly [path: string, write: () => Uint8Array, options: typeof STORED | typeof SHRUNK];

const pathIn = ({ listed }: NamedMasks, { before, after }: (typeof MASK_PLACES)[keyof typeof MASK_PLACES]) =>
  before + listed.mask + after;

/** The files of each format. */
const ENTRIES: Readonly<Record<MaskFormat, (images: readonly NamedMasks[]) => readonly Entry[]>> = {
  png: (images) =>
    images.map((image) => [pathIn(image, MASK_PLACES.png), () => writeLabelPng(image.labels), STORED]),
  tiff: (images) =>
    images.map((image) => [pathIn(image, MASK_PLACES.tiff), () => writeLabelTiff(image.labels), SHRUNK]),
  rois: (images) =>
    images.map((image) => [pathIn(image, MASK_PLACES.rois), () => writeRoiSet(image.labels), STORED]),
  coco: (images) => {
    const named = images.map(({ listed, labels }) => ({ name: listed.fileName, labels }));
    return [["coco.json", () => text(writeCoco(named)), SHRUNK]];
  },
  submission: (images) => {
    const named = images.map(({ listed, labels }) => ({ name: listed.id, labels }));
    return [["submission.csv", () => text(writeSubmission(named)), SHRUNK]];
  },
  scores: (images) => {
    const scored = images.flatMap(({ name, score }) => (score ? [{ ...score, name }] : []));
    return [["scores.csv", () => text(writeScoresCsv(scored)), SHRUNK]];
  },
};

/**
 * One zip of the masks of images: `masks/NAME.png`, `tiff/masks/NAME.tif`, `rois/NAME_RoiSet.zip`, `coco.json`,
 * `submission.csv`, `scores.csv`, of those formats that are asked for, and `images.csv`, which says to which image they belong.
 * Names are safe for files on every system and differ in more than case. Images without a score are not in the scores.
 * Throws a LabError when the cells of an image do not fit a format.
 */
export function writeMasksArchive(
  images: readonly WrittenMasks[],
  formats: ReadonlySet<MaskFormat>,
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  const list = listImages(images);
  const named = images.map((image, index) => ({ ...image, listed: list[index] }));
  const chosen = MASK_FORMATS.filter((format) => formats.has(format));
  for (const format of chosen) {
    for (const [path, write, options] of ENTRIES[format](named)) files[path] = [write(), options];
  }
  if (chosen.some((format) => format !== "scores")) files[IMAGE_LIST] = [text(writeImageList(list)), SHRUNK];
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
