import { type Zippable, zipSync } from "fflate";
import type { ComparedScore } from "../../core/instances/evaluation.ts";
import { MASK_FORMATS, type MaskFormat } from "../../core/mask-formats.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { writeCoco } from "./coco.ts";
import { writeLabelPng } from "./label-png.ts";
import { writeLabelTiff } from "./label-tiff.ts";
import { writeRoiSet } from "./roi-set.ts";
import { writeScoresCsv } from "./scores-csv.ts";
import { writeSubmission } from "./submission.ts";

/** A picture's cells, and how well they were found where that is known. */
export interface WrittenMasks {
  /** Unique within the archive; folders before it, as in `a/cell`, become folders of the archive. */
  readonly name: string;
  /** The picture's own file name, with its extension, as COCO names it. */
  readonly fileName: string;
  readonly labels: Labels;
  readonly score: ComparedScore | null;
}

/** The same masks give the same bytes, whenever they are written: the earliest date a zip can hold. */
const DATE = new Date(1980, 0, 1);
/** PNG and the zips of regions are compressed already. */
const STORED = { level: 0, mtime: DATE } as const;
const SHRUNK = { level: 6, mtime: DATE } as const;

/** A name whose folders stay below that of the archive. */
function inside(name: string): string {
  const parts = name.split(/[/\\]/).filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.length > 0 ? parts.join("/") : "_";
}

const text = (content: string) => new TextEncoder().encode(content);

/** One file of the archive. */
type Entry = readonly [path: string, write: () => Uint8Array, options: typeof STORED | typeof SHRUNK];

/** The files of each format. */
const ENTRIES: Readonly<Record<MaskFormat, (images: readonly WrittenMasks[]) => readonly Entry[]>> = {
  png: (images) =>
    images.map(({ name, labels }) => [`masks/${inside(name)}.png`, () => writeLabelPng(labels), STORED]),
  tiff: (images) =>
    images.map(({ name, labels }) => [
      `tiff/masks/${inside(name)}.tif`,
      () => writeLabelTiff(labels),
      SHRUNK,
    ]),
  rois: (images) =>
    images.map(({ name, labels }) => [`rois/${inside(name)}_RoiSet.zip`, () => writeRoiSet(labels), STORED]),
  coco: (images) => {
    const byFile = images.map(({ fileName, labels }) => ({ name: fileName, labels }));
    return [["coco.json", () => text(writeCoco(byFile)), SHRUNK]];
  },
  submission: (images) => [["submission.csv", () => text(writeSubmission(images)), SHRUNK]],
  scores: (images) => {
    const scored = images.flatMap(({ name, score }) => (score ? [{ ...score, name }] : []));
    return [["scores.csv", () => text(writeScoresCsv(scored)), SHRUNK]];
  },
};

/**
 * One zip of the masks of images: `masks/NAME.png`, `tiff/masks/NAME.tif`, `rois/NAME_RoiSet.zip`, `coco.json`,
 * `submission.csv`, `scores.csv`, of those formats that are asked for. Images without a score are not in the scores.
 * Throws a LabError when the cells of an image do not fit a format.
 */
export function writeMasksArchive(
  images: readonly WrittenMasks[],
  formats: ReadonlySet<MaskFormat>,
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  for (const format of MASK_FORMATS.filter((one) => formats.has(one))) {
    for (const [path, write, options] of ENTRIES[format](images)) files[path] = [write(), options];
  }
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
