import { createRandom } from "../../augment/random.ts";
import type { Recipe } from "../../recipe/recipe.ts";

/** Size of a training image in px. */
export interface ImageSize {
  readonly rows: number;
  readonly columns: number;
}

/** Properties of a training image that determine how often it is drawn. */
export interface SampledImage extends ImageSize {
  /** Number of cells; 0 in a negative example. */
  readonly cells: number;
}

/** One slot in the order of training samples. */
export interface SamplerItem {
  /** Index into the training images. */
  readonly image: number;
  readonly epoch: number;
  /** Slot within the epoch, from 0. */
  readonly position: number;
}

/** Determines the image of each crop. Pure: the same recipe and images give the same order. */
export interface Sampler {
  /** Crops in one epoch. */
  readonly epochLength: number;
  /** The crop in slot `index` of the whole run, counted from 0. */
  itemAt(index: number): SamplerItem;
  /** Epochs completed after optimiser step `step` (from 0); may be fractional. */
  epochsAfter(step: number): number;
}

/** Random stream of the image order, independent of the draws within a sample. */
const ORDER_STREAM = 0x6f72;

/** Random stream for the replacement of images without cells, independent of both. */
const STAND_IN_STREAM = 0x7369;

/** Crops of an image in one epoch. */
export function cropsOf(
  { rows, columns }: ImageSize,
  recipe: Pick<Recipe, "crop" | "cropsPerImage">,
): number {
  if (recipe.cropsPerImage !== "cover") return recipe.cropsPerImage;
  return Math.max(1, Math.round((rows * columns) / recipe.crop ** 2));
}

/**
 * In one epoch every image is drawn as often as crops cover it, or `cropsPerImage` times, in an order that is
 * shuffled again for each epoch (Fisher-Yates with the recipe's seed). Images without cells keep only the
 * fraction `emptyCropFraction` of their slots; the other slots go to random images with cells, if there are
 * any.
 */
export function createSampler(images: readonly SampledImage[], recipe: Recipe): Sampler {
  const entries = images.flatMap((size, image) => new Array<number>(cropsOf(size, recipe)).fill(image));
  const withCells = images.flatMap(({ cells }, image) => (cells > 0 ? [image] : []));
  let shuffledEpoch = -1;
  let shuffled: number[] = [];

  function orderOf(epoch: number): number[] {
    if (epoch === shuffledEpoch) return shuffled;
    const random = createRandom(recipe.seed, ORDER_STREAM, epoch);
    shuffled = [...entries];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = random.integer(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
    }
    shuffledEpoch = epoch;
    return shuffled;
  }

  /** The image itself, or its replacement. */
  function taken(image: number, epoch: number, position: number): number {
    if (images[image].cells > 0 || withCells.length === 0) return image;
    const random = createRandom(recipe.seed, STAND_IN_STREAM, epoch, position);
    return random.chance(recipe.emptyCropFraction) ? image : withCells[random.integer(withCells.length)];
  }

  return {
    epochLength: entries.length,
    itemAt(index) {
      const epoch = Math.floor(index / entries.length);
      const position = index % entries.length;
      return { image: taken(orderOf(epoch)[position], epoch, position), epoch, position };
    },
    epochsAfter: (step) => ((step + 1) * recipe.batch) / entries.length,
  };
}
