import { makeSample } from "../../augment/make-sample.ts";
import { createRandom } from "../../augment/random.ts";
import type { Sample } from "../../augment/sample.ts";
import type { SourceImage } from "../../augment/source-image.ts";
import type { Recipe, Stage } from "../../recipe/recipe.ts";
import type { TaughtSample } from "./batch.ts";

/** Crops drawn before one without a cell or a direction to teach is taken as it is. */
const MOST_DRAWS = 8;

/** Keeps the draws of samples apart from the order of images. */
const SAMPLE_STREAM = 0x736d;

/** Keeps the choice of empty crops apart from what is drawn. */
const EMPTY_STREAM = 0x656d;

/** Whether a crop teaches nothing but background, to the U-Net, or nothing at all, to networks that learn from cells. */
function isEmpty({ mask, valid }: Sample, stage: Stage): boolean {
  return stage === "semantic" ? !mask.includes(1) : !valid.includes(1);
}

/** Which crop of a training is wanted. */
export interface TrainingPlace {
  readonly stage: Stage;
  /** Cells in the whole image. */
  readonly cells: number;
  readonly epoch: number;
  /** Place within the epoch, from 0. */
  readonly position: number;
}

/**
 * The augmented crop at `position` of `epoch`: a pure function of image, recipe, stage and place. A crop without a cell
 * (for the U-Net) or without any direction to teach (for all other networks) is drawn again, a few times at most, so
 * that sparse images do not give empty steps; but of those the U-Net keeps the fraction `emptyCropFraction` of the recipe. An
 * image without cells is never drawn again: the sampler decides how often it is taken.
 */
export async function drawTrainingSample(
  source: SourceImage,
  recipe: Recipe,
  { stage, cells, epoch, position }: TrainingPlace,
  withStale: boolean,
): Promise<TaughtSample> {
  const draw = (attempt: number) =>
    makeSample(source, {
      crop: recipe.crop,
      augmentation: recipe.augmentation,
      border: recipe.border,
      random: createRandom(recipe.seed, SAMPLE_STREAM, epoch, position, attempt),
    });
  const keepsEmpty =
    stage === "semantic" &&
    createRandom(recipe.seed, EMPTY_STREAM, epoch, position).chance(recipe.emptyCropFraction);
  const draws = keepsEmpty || cells === 0 ? 1 : MOST_DRAWS;
  let made = await draw(0);
  for (let attempt = 1; attempt < draws && isEmpty(made.sample, stage); attempt++) {
    made = await draw(attempt);
  }
  return { sample: made.sample, stale: withStale ? await made.stale() : null };
}
