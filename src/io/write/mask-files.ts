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
import { cocoParts } from "./coco.ts";
import { listImages, writeImageList } from "./image-list.ts";
import { writeLabelPng } from "./label-png.ts";
import { writeLabelTiff } from "./label-tiff.ts";
import { needsImageList } from "./mask-file-kinds.ts";
import { type MasksOrigin, masksReadme } from "./masks-readme.ts";
import { measurementsParts } from "./measurements-csv.ts";
import { writeRoiSet } from "./roi-set.ts";
import { writeScoresCsv } from "./scores-csv.ts";
import { type Competition, submissionParts } from "./submission.ts";

/** An image's cells, with their score if known. Labels and measurements may be read only when they are needed. */
export interface WrittenMasks {
  /** The displayed short name; its folders, as in `a/cell`, become folders of the files. */
  readonly name: string;
  /** Path of the image as it was added. */
  readonly path: string;
  readonly labels: Labels;
  readonly score: ComparedScore | null;
  /** Absent if measurements are not requested. */
  readonly cells?: MeasuredCells;
}

/** One file, whose parts follow each other. They are made when they are asked for. */
export interface MaskFile {
  readonly path: string;
  readonly parts: Iterable<string | Uint8Array>;
  /** Whether its content is compressed already. */
  readonly isPacked: boolean;
}

/** An image with its names in the list. */
interface ListedMasks {
  readonly image: WrittenMasks;
  readonly listed: ListedImage;
}

type FilesOf = (images: readonly ListedMasks[]) => Iterable<MaskFile>;

/** A file for each image in the places of a format. */
function eachImage(
  format: keyof typeof MASK_PLACES,
  write: (labels: Labels) => Uint8Array,
  isPacked: boolean,
): FilesOf {
  const { before, after } = MASK_PLACES[format];
  return function* (images) {
    for (const { image, listed } of images)
      yield { path: before + listed.mask + after, parts: made(() => write(image.labels)), isPacked };
  };
}

function* made(write: () => string | Uint8Array) {
  yield write();
}

/** A file for all images. */
function allImages(
  path: string,
  parts: (images: readonly ListedMasks[]) => Iterable<string | Uint8Array>,
): FilesOf {
  return (images) => [{ path, parts: parts(images), isPacked: false }];
}

/** The labels of images under one of their names. */
const named = (images: readonly ListedMasks[], name: "fileName" | "id") =>
  images.map(({ image, listed }) => ({
    name: listed[name],
    get labels() {
      return image.labels;
    },
  }));

const submissionAs = (path: string, competition: Competition) =>
  allImages(path, (images) => submissionParts(named(images, "id"), competition));

const FILES: Readonly<Record<MaskFormat, FilesOf>> = {
  png: eachImage("png", writeLabelPng, true),
  tiff: eachImage("tiff", writeLabelTiff, false),
  rois: eachImage("rois", writeRoiSet, true),
  coco: allImages("coco.json", (images) => cocoParts(named(images, "fileName"))),
  submission: submissionAs("submission.csv", "sartorius"),
  dsb2018: submissionAs("submission_dsb2018.csv", "dsb2018"),
  scores: allImages("scores.csv", (images) => {
    const scored = images.flatMap(({ image: { name, score } }) => (score ? [{ ...score, name }] : []));
    return made(() => writeScoresCsv(scored));
  }),
  measurements: allImages("measurements.csv", (images) => {
    const measured = images.filter(({ image }) => "cells" in image);
    return measurementsParts(
      measured.map(({ image }) => ({
        name: image.name,
        get cells() {
          return image.cells as MeasuredCells;
        },
      })),
    );
  }),
};

/**
 * The files of the masks of images: `masks/NAME.png`, `tiff/masks/NAME.tif`, `rois/NAME_RoiSet.zip`,
 * `coco.json`, `submission.csv`, `submission_dsb2018.csv`, `scores.csv` and `measurements.csv`, in the requested
 * formats, `images.csv`, which maps the masks to their images, and `README.txt`, which explains them and how the
 * cells were found. Names are safe on every file system and differ in more than case. Images without a score are
 * not in the scores, and those without measurements not in the measurements. Labels and measurements of one image
 * at a time are in use. Throws a LabError if the cells of an image do not fit a format.
 */
export function* maskFiles(
  images: readonly WrittenMasks[],
  formats: ReadonlySet<MaskFormat>,
  origin: MasksOrigin | null,
): Generator<MaskFile> {
  const list = listImages(images);
  const listed = images.map((image, index) => ({ image, listed: list[index] }));
  const chosen = MASK_FORMATS.filter((format) => formats.has(format));
  for (const format of chosen) yield* FILES[format](listed);
  if (needsImageList(chosen)) {
    yield { path: IMAGE_LIST, parts: [writeImageList(list)], isPacked: false };
  }
  yield { path: MASKS_README, parts: [masksReadme(chosen, images, origin)], isPacked: false };
}
