import type { ImageSize } from "../core/dataset/sampling/sampler.ts";
import { partSize, type ValidationPart, validationParts } from "../core/dataset/sampling/validation-parts.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { ValidationTransform } from "../core/recipe/validation-transforms.ts";

/** The transforms that a recipe validates on: one or two. */
export function validationTransforms({ validation }: Recipe): readonly ValidationTransform[] {
  const { first, second } = validation;
  return second ? [first, second] : [first];
}

/** A part of an image with its size in a sample, px. */
interface SizedPart<Image> {
  readonly image: Image;
  readonly part: ValidationPart;
  readonly size: ImageSize;
}

const area = ({ rows, columns }: ImageSize) => rows * columns;

/**
 * The parts of images that a transform measures, in order of validation: the largest first, whose memory the others
 * reuse.
 */
export function partsInOrder<Image extends ImageSize>(
  transform: ValidationTransform,
  recipe: Recipe,
  images: readonly Image[],
): SizedPart<Image>[] {
  const parts = images.flatMap((image, number) =>
    validationParts(transform, recipe, image, number).map((part) => ({
      image,
      part,
      size: partSize(part, recipe),
    })),
  );
  return parts.sort((a, b) => area(b.size) - area(a.size));
}

/** The sizes of all parts that a recipe validates, px. */
export function allValidationSizes(recipe: Recipe, images: readonly ImageSize[]): ImageSize[] {
  return validationTransforms(recipe).flatMap((transform) =>
    partsInOrder(transform, recipe, images).map(({ size }) => size),
  );
}

/** The distinct sizes in validation, the largest first. */
export function validationSizes(recipe: Recipe, images: readonly ImageSize[]): ImageSize[] {
  const sizes = allValidationSizes(recipe, images).sort((a, b) => area(b) - area(a));
  const distinct = new Map(sizes.map((size) => [`${size.rows} x ${size.columns}`, size]));
  return [...distinct.values()];
}
