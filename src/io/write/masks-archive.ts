import { type Zippable, zipSync } from "fflate";
import type { MaskFormat } from "../../core/dataset/mask-formats.ts";
import type { ComparedScore } from "../../core/instances/evaluation.ts";
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

/**
 * One zip of the masks of pictures: `masks/NAME.png`, `tiff/masks/NAME.tif`, `rois/NAME_RoiSet.zip`, `coco.json`,
 * `submission.csv`, `scores.csv`, of those formats that are asked for. Pictures without a score are not in the scores.
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
  for (const { name, labels } of images) {
    const path = inside(name);
    add("png", `masks/${path}.png`, () => writeLabelPng(labels), STORED);
    add("tiff", `tiff/masks/${path}.tif`, () => writeLabelTiff(labels), SHRUNK);
    add("rois", `rois/${path}_RoiSet.zip`, () => writeRoiSet(labels), STORED);
  }
  const byFile = images.map(({ fileName, labels }) => ({ name: fileName, labels }));
  add(
    "coco",
    "coco.json",
    text(() => writeCoco(byFile)),
    SHRUNK,
  );
  add(
    "submission",
    "submission.csv",
    text(() => writeSubmission(images)),
    SHRUNK,
  );
  const scores = images.flatMap(({ name, score }) => (score ? [{ ...score, name }] : []));
  add(
    "scores",
    "scores.csv",
    text(() => writeScoresCsv(scores)),
    SHRUNK,
  );
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
