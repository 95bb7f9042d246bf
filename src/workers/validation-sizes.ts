import { wholeSize } from "../core/augment/whole-sample.ts";
import type { ImageSize } from "../core/dataset/sampling/sampler.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { CROP_MULTIPLE } from "../core/recipe/recipe-schema.ts";

/** Validation size of an image of this size, px. */
export function validationSize({ validationCrop }: Recipe, image: ImageSize): ImageSize {
  return wholeSize(image, { crop: validationCrop, multiple: CROP_MULTIPLE });
}

const area = ({ rows, columns }: ImageSize) => rows * columns;

/** The images in order of validation: the largest first, whose memory the others reuse. */
export function largestFirst<Image extends ImageSize>(recipe: Recipe, images: readonly Image[]): Image[] {
  return [...images].sort((a, b) => area(validationSize(recipe, b)) - area(validationSize(recipe, a)));
}

/** The distinct sizes in validation, the largest first. */
export function validationSizes(recipe: Recipe, images: readonly ImageSize[]): ImageSize[] {
  const sizes = largestFirst(recipe, images).map((image) => validationSize(recipe, image));
  const distinct = new Map(sizes.map((size) => [`${size.rows} x ${size.columns}`, size]));
  return [...distinct.values()];
}
