import { relative, sep } from "node:path";
import { spreadImages } from "../src/core/dataset/sampling/spread-images.ts";
import { LabError } from "../src/core/errors.ts";
import { trueField } from "../src/core/instances/cell-field.ts";
import { fitParameters } from "../src/core/instances/fit-parameters.ts";
import type { InstanceChoice } from "../src/core/instances/parameters.ts";
import type { Labels } from "../src/core/raster/plane.ts";
import { UsageError } from "./command.ts";
import { readLabels } from "./read-labels.ts";

/** Parameters fitted to ground-truth fields. */
export interface TrueFit {
  readonly choice: InstanceChoice;
  /** Images that they were fitted to, of those in the path. */
  readonly images: number;
  readonly of: number;
  /** Kaggle mean on these images. */
  readonly kaggle: number;
}

/** Whether a path is another or lies in it. */
function liesIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && way !== path);
}

/**
 * Parameters with the best Kaggle score on the labelled images of a path, whose cells are found in their own
 * mask, levels and unit vectors. Of many images, some from all over the list are used.
 * @param scored path of the images to score, which must be others
 * @throws UsageError if these are the same images
 * @throws LabError if nothing in the path has labels
 */
export async function fitTrueLevels(path: string, scored: string, start: InstanceChoice): Promise<TrueFit> {
  if (liesIn(path, scored) || liesIn(scored, path)) {
    throw new UsageError(
      "--fit needs other images than those that are scored: their score would be optimistic. Give the training images.",
    );
  }
  const all: Labels[] = [];
  for await (const step of readLabels(path)) if (step.kind === "labels") all.push(step.image.labels);
  if (all.length === 0) throw new LabError(`Nothing in ${path} has labels to fit parameters to.`);
  const images = spreadImages(all).map((truth) => ({ truth, field: trueField(truth, "open") }));
  const search = fitParameters(images, start);
  for (;;) {
    const { done, value } = search.next();
    if (done)
      return { choice: value.choice, images: images.length, of: all.length, kaggle: value.score.kaggle };
  }
}
