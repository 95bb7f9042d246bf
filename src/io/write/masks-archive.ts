import { type Zippable, zipSync } from "fflate";
import type { MaskFormat } from "../../core/dataset/mask-formats.ts";
import { IMAGE_LIST, type ListedImage, MASK_PLACES } from "../../core/dataset/pairing/image-list.ts";
import type { ComparedScore } from "../../core/instances/evaluation.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { writeCoco } from "./coco.ts";
import { listImages, writeImageList } from "./image-list.ts";
import { writeLabelPng } from "./label-png.ts";
import { writeLabelTiff } from "./label-tiff.ts";
import { writeRoiSet } from "./roi-set.ts";
import { writeScoresCsv } from "./scores-csv.ts";
import { writeSubmission } from "./submission.ts";

/** A picture's cells, and how well they were found where that is known. */
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

/**
 * One zip of the masks of pictures: `masks/NAME.png`, `tiff/masks/NAME.tif`, `rois/NAME_RoiSet.zip`, `coco.json`,
 * `submission.csv`, `scores.csv`, of those formats that are asked for, and `images.csv`, which says of which image they are.
 * Names are safe for files on every system and differ in more than case. Pictures without a score are not in the scores.
 * Throws a LabError when the cells of a picture do not fit a format.
 */
export function writeMasksArchive(
  images: readonly WrittenMasks[],
  formats: ReadonlySet<MaskFormat>,
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  const add = (
    format: MaskFormat,
    path: string,
    write: () => Uint8Array,
    options: typeof STORED | typeof SHRUNK,
  ) => {
    if (formats.has(format)) files[path] = [write(), options];
  };
  const text = (write: () => string) => () => new TextEncoder().encode(write());
  const listed = listImages(images);
  for (const [index, { labels }] of images.entries()) {
    const pathIn = ({ before, after }: (typeof MASK_PLACES)[keyof typeof MASK_PLACES]) =>
      before + listed[index].mask + after;
    add("png", pathIn(MASK_PLACES.png), () => writeLabelPng(labels), STORED);
    add("tiff", pathIn(MASK_PLACES.tiff), () => writeLabelTiff(labels), SHRUNK);
    add("rois", pathIn(MASK_PLACES.rois), () => writeRoiSet(labels), STORED);
  }
  const named = (nameOf: (image: ListedImage) => string) =>
    images.map(({ labels }, index) => ({ name: nameOf(listed[index]), labels }));
  add(
    "coco",
    "coco.json",
    text(() => writeCoco(named(({ fileName }) => fileName))),
    SHRUNK,
  );
  add(
    "submission",
    "submission.csv",
    text(() => writeSubmission(named(({ id }) => id))),
    SHRUNK,
  );
  const scores = images.flatMap(({ name, score }) => (score ? [{ ...score, name }] : []));
  add(
    "scores",
    "scores.csv",
    text(() => writeScoresCsv(scores)),
    SHRUNK,
  );
  const list = text(() => writeImageList(listed));
  if ([...formats].some((format) => format !== "scores")) files[IMAGE_LIST] = [list(), SHRUNK];
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
