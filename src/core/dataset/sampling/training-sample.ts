import { drawStartAroundCell } from "../../augment/crop-start.ts";
import { type MadeSample, makeSample } from "../../augment/make-sample.ts";
import { createRandom } from "../../augment/random.ts";
import type { Sample } from "../../augment/sample.ts";
import type { SourceImage } from "../../augment/source-image.ts";
import { predictsQuantity } from "../../recipe/pipelines.ts";
import type { Recipe, Stage } from "../../recipe/recipe.ts";
import type { TargetSample } from "./batch.ts";

/**
 * Largest number of draws per slot; the last one is used even if it has no cell or no direction to train on.
 */
const MAX_DRAWS = 8;

/** Random stream of the samples, independent of the image order. */
const SAMPLE_STREAM = 0x736d;

/** Random stream that selects slots for empty crops, independent of the samples. */
const EMPTY_STREAM = 0x656d;

/** Random stream that selects slots for crops around cells and their places, independent of both. */
const CELL_STREAM = 0x6365;

/** Whether a stage learns what background is. */
const learnsBackground = (stage: Stage) => predictsQuantity([stage], "mask");

/** Whether a crop has only background (for networks that predict the mask) or no valid direction (for all others). */
function isEmpty({ mask, valid }: Sample, stage: Stage): boolean {
  return learnsBackground(stage) ? !mask.includes(1) : !valid.includes(1);
}

/** The requested crop of a run. */
export interface TrainingPlace {
  readonly stage: Stage;
  /** Cells in the whole image. */
  readonly cells: number;
  readonly epoch: number;
  /** Slot within the epoch, from 0. */
  readonly position: number;
}

/**
 * The augmented crop at `position` of `epoch`, of which more can be requested: a pure function of image, recipe, stage and slot. A crop
 * without a cell (for networks that predict the mask) or without any valid direction (for all others) is drawn again, up
 * to a limit, so that sparse images do not give empty steps; the former keep the fraction `emptyCropFraction`
 * of such crops. The fraction `cellCropFraction` of all crops is placed around a cell. An image without cells is never drawn again: the sampler determines how often it is used.
 */
export async function drawTrainingCrop(
  source: SourceImage,
  recipe: Recipe,
  { stage, cells, epoch, position }: TrainingPlace,
): Promise<MadeSample> {
  const placing = createRandom(recipe.seed, CELL_STREAM, epoch, position);
  const isAroundCell = cells > 0 && placing.chance(recipe.cellCropFraction);
  const draw = async (attempt: number) =>
    makeSample(source, {
      crop: recipe.crop,
      augmentation: recipe.augmentation,
      border: recipe.border,
      targetMargin: recipe.targetMargin,
      random: createRandom(recipe.seed, SAMPLE_STREAM, epoch, position, attempt),
      ...(isAroundCell ? { start: await drawStartAroundCell(source, recipe.crop, placing) } : {}),
    });
  const keepsEmpty =
    learnsBackground(stage) &&
    createRandom(recipe.seed, EMPTY_STREAM, epoch, position).chance(recipe.emptyCropFraction);
  const draws = keepsEmpty || cells === 0 ? 1 : MAX_DRAWS;
  let made = await draw(0);
  for (let attempt = 1; attempt < draws && isEmpty(made.sample, stage); attempt++) {
    made = await draw(attempt);
  }
  return made;
}

/** The crop of `drawTrainingCrop` as an item of a batch, with its stale vectors if they are trained on. */
export async function drawTrainingSample(
  source: SourceImage,
  recipe: Recipe,
  place: TrainingPlace,
  withStale: boolean,
): Promise<TargetSample> {
  const made = await drawTrainingCrop(source, recipe, place);
  return { sample: made.sample, stale: withStale ? await made.stale() : null };
}
