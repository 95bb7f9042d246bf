import { type Zippable, zipSync } from "fflate";
import {
  IMAGE_LIST,
  type ListedImage,
  MASK_PLACES,
  MASKS_README,
} from "../../core/dataset/pairing/image-list.ts";
import type { ComparedScore } from "../../core/instances/evaluation.ts";
import { MASK_FORMATS, type MaskFormat } from "../../core/mask-formats.ts";
import type { MeasuredCells } from "../../core/measurements/measure-cells.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { writeCoco } from "./coco.ts";
import { listImages, writeImageList } from "./image-list.ts";
import { writeLabelPng } from "./label-png.ts";
import { writeLabelTiff } from "./label-tiff.ts";
import { needsImageList } from "./mask-file-kinds.ts";
import { type MasksOrigin, masksReadme } from "./masks-readme.ts";
import { writeMeasurementsCsv } from "./measurements-csv.ts";
import { writeRoiSet } from "./roi-set.ts";
import { writeScoresCsv } from "./scores-csv.ts";
import { type Competition, writeSubmission } from "./submission.ts";

/** An image's cells, with their score if known. */
export interface WrittenMasks {
  /** The displayed short name; its folders, as in `a/cell`, become folders of the archive. */
  readonly name: string;
  /** Path of the image as it was added. */
  readonly path: string;
  readonly labels: Labels;
  readonly score: ComparedScore | null;
  /** Absent if measurements are not requested. */
  readonly cells?: MeasuredCells;
}

/** Fixed to the earliest date of a zip, so that the same masks always give the same bytes. */
const DATE = new Date(1980, 0, 1);
/** PNG and the zips of regions are already compressed. */
const STORED = { level: 0, mtime: DATE } as const;
const SHRUNK = { level: 6, mtime: DATE } as const;

const text = (content: string) => new TextEncoder().encode(content);

/** An image of the archive, with its names in the list. */
interface NamedMasks extends WrittenMasks {
  readonly listed: ListedImage;
}

/** One file of the archive. */
type Entry = readonly [path: string, write: () => Uint8Array, options: typeof STORED | typeof SHRUNK];

const pathIn = ({ listed }: NamedMasks, { before, after }: (typeof MASK_PLACES)[keyof typeof MASK_PLACES]) =>
  before + listed.mask + after;

type EntriesOf = (images: readonly NamedMasks[]) => readonly Entry[];

function submissionAs(path: string, competition: Competition): EntriesOf {
  return (images) => {
    const named = images.map(({ listed, labels }) => ({ name: listed.id, labels }));
    return [[path, () => text(writeSubmission(named, competition)), SHRUNK]];
  };
}

const ENTRIES: Readonly<Record<MaskFormat, EntriesOf>> = {
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
  submission: submissionAs("submission.csv", "sartorius"),
  dsb2018: submissionAs("submission_dsb2018.csv", "dsb2018"),
  scores: (images) => {
    const scored = images.flatMap(({ name, score }) => (score ? [{ ...score, name }] : []));
    return [["scores.csv", () => text(writeScoresCsv(scored)), SHRUNK]];
  },
  measurements: (images) => {
    const measured = images.flatMap(({ name, cells }) => (cells ? [{ name, cells }] : []));
    return [["measurements.csv", () => text(writeMeasurementsCsv(measured)), SHRUNK]];
  },
};

/**
 * One zip of the masks of images: `masks/NAME.png`, `tiff/masks/NAME.tif`, `rois/NAME_RoiSet.zip`,
 * `coco.json`, `submission.csv`, `submission_dsb2018.csv`, `scores.csv` and `measurements.csv`, in the requested
 * formats, `images.csv`, which maps the masks to their images, and `README.txt`, which explains them and how the
 * cells were found. Names are safe on every file system and differ in more than case. Images without a score are
 * not in the scores, and those without measurements not in the measurements. Throws a LabError if the cells of an
 * image do not fit a format.
 */
export function writeMasksArchive(
  images: readonly WrittenMasks[],
  formats: ReadonlySet<MaskFormat>,
  origin: MasksOrigin | null = null,
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  const list = listImages(images);
  const named = images.map((image, index) => ({ ...image, listed: list[index] }));
  const chosen = MASK_FORMATS.filter((format) => formats.has(format));
  for (const format of chosen) {
    for (const [path, write, options] of ENTRIES[format](named)) files[path] = [write(), options];
  }
  if (needsImageList(chosen)) files[IMAGE_LIST] = [text(writeImageList(list)), SHRUNK];
  files[MASKS_README] = [text(masksReadme(chosen, images, origin)), SHRUNK];
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
