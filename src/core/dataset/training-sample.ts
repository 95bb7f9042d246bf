import { makeSample } from "../augment/make-sample.ts";
import { createRandom } from "../augment/random.ts";
import type { SourceImage } from "../augment/source-image.ts";
import type { Recipe } from "../recipe/recipe.ts";
import type { TaughtSample } from "./batch.ts";

/** Crops drawn before one without any direction to teach is taken as it is. */
const MOST_DRAWS = 8;

/** Keeps the draws of samples apart from the order of images. */
const SAMPLE_STREAM = 0x736d;

/**
 * The augmented crop at `position` of `epoch`: a pure function of image, recipe and place. A crop in which no
 * pixel has a direction to teach is drawn again, a few times at most, so that sparse images do not give empty steps.
 */
export async function drawTrainingSample(
  source: SourceImage,
  recipe: Recipe,
  epoch: number,
  position: number,
  withStale: boolean,
): Promise<TaughtSample> {
  const draw = (attempt: number) =>
    makeSample(source, {
      crop: recipe.crop,
      augmentation: recipe.augmentation,
      border: recipe.border,
      random: createRandom(recipe.seed, SAMPLE_STREAM, epoch, position, attempt),
    });
  let made = await draw(0);
  for (let attempt = 1; attempt < MOST_DRAWS && !made.sample.valid.includes(1); attempt++) {
    made = await draw(attempt);
  }
  return { sample: made.sample, stale: withStale ? await made.stale() : null };
}
