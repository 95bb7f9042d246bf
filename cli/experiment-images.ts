import type { ImageRecord } from "../src/core/dataset/image-record.ts";
import { type ImageSplit, splitImages } from "../src/core/dataset/sampling/split.ts";
import { LabError } from "../src/core/errors.ts";
import type { Recipe } from "../src/core/recipe/recipe.ts";
import { runImagesOf, summariseImages } from "../src/core/runs/run-images.ts";
import type { FolderRun } from "./run-folder.ts";

/** The training and validation images of a recipe; none is assigned by hand. */
export function splitBy(
  { validationFraction: fraction, seed }: Recipe,
  records: readonly ImageRecord[],
): ImageSplit<ImageRecord> {
  return splitImages(records, { fraction, seed, assigned: new Map() });
}

/** Throws a LabError if runs of an earlier call had other images than those that are loaded. */
export async function checkSameImages(
  done: readonly FolderRun[],
  records: readonly ImageRecord[],
): Promise<void> {
  for (const { path, record } of done) {
    const { training, validation } = splitBy(record.recipe, records);
    const { fingerprint } = await summariseImages(runImagesOf(training, validation));
    if (fingerprint !== record.data.fingerprint)
      throw new LabError(
        `The run in ${path} was done on other images. Give the same PATH, or choose another folder with --out.`,
      );
  }
}
