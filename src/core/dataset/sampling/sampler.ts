import { createRandom } from "../../augment/random.ts";
import type { Recipe } from "../../recipe/recipe.ts";

/** Size of a training image in px. */
export interface ImageSize {
  readonly rows: number;
  readonly columns: number;
}

/** What of a training image decides how often it is taken. */
export interface SampledImage extends ImageSize {
  /** Cells in it; 0 in a negative example. */
  readonly cells: number;
}

/** One place in the order of training samples. */
export interface SamplerItem {
  /** Index into the training images. */
  readonly image: number;
  readonly epoch: number;
  /** Place within the epoch, from 0. */
  readonly position: number;
}

/** Decides which image gives the next crop. Pure: the same recipe and images give the same order. */
export interface Sampler {
  /** Crops in one epoch. */
  readonly epochLength: number;
  /** The crop at place `index` of the whole run, counted from 0. */
  itemAt(index: number): SamplerItem;
  /** Epochs completed once optimiser step `step` (from 0) is done; a fraction. */
  epochsAfter(step: number): number;
}

/** Keeps the order of images apart from the draws inside a sample. */
const ORDER_STREAM = 0x6f72;

/** Keeps the choice of what stands in for an image without cells apart from both. */
const STAND_IN_STREAM = 0x7369;

function cropsOf({ rows, columns }: ImageSize, recipe: Recipe): number {
  if (recipe.cropsPerImage !== "cover") return recipe.cropsPerImage;
  return Math.max(1, Math.round((rows * columns) / recipe.crop ** 2));
}

/**
 * One epoch takes every image as often as its crops cover it, in an order shuffled anew for each epoch
 * (Fisher-Yates from the recipe's seed). Of the places of images without cells, only the share `emptyCropFraction` of the
 * recipe keeps them; in the others any image with cells stands in, if there is one.
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

  /** The image itself, or what stands in for it. */
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
