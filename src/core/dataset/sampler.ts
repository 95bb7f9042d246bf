import { createRandom } from "../augment/random.ts";
import type { Recipe } from "../recipe/recipe.ts";

/** Size of a training image in px. */
export interface ImageSize {
  readonly rows: number;
  readonly columns: number;
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

function cropsOf({ rows, columns }: ImageSize, recipe: Recipe): number {
  if (recipe.cropsPerImage !== "cover") return recipe.cropsPerImage;
  return Math.max(1, Math.round((rows * columns) / recipe.crop ** 2));
}

/**
 * One epoch takes every image as often as its crops cover it, in an order shuffled anew for each epoch
 * (Fisher-Yates from the recipe's seed).
 */
export function createSampler(images: readonly ImageSize[], recipe: Recipe): Sampler {
  const entries = images.flatMap((size, image) => new Array<number>(cropsOf(size, recipe)).fill(image));
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

  return {
    epochLength: entries.length,
    itemAt(index) {
      const epoch = Math.floor(index / entries.length);
      const position = index % entries.length;
      return { image: orderOf(epoch)[position], epoch, position };
    },
    epochsAfter: (step) => ((step + 1) * recipe.batch) / entries.length,
  };
}
