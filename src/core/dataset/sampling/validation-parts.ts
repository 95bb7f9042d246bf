import { makeSample } from "../../augment/make-sample.ts";
import { createRandom } from "../../augment/random.ts";
import type { Sample } from "../../augment/sample.ts";
import type { SourceImage } from "../../augment/source-image.ts";
import { paddedSize, windowSample } from "../../augment/whole-sample.ts";
import { type Box, wholeBox } from "../../raster/plane.ts";
import type { Recipe } from "../../recipe/recipe.ts";
import { CROP_MULTIPLE } from "../../recipe/recipe-limits.ts";
import type { ValidationTransform } from "../../recipe/validation-transforms.ts";
import { cropsOf, type ImageSize } from "./sampler.ts";

/** Random stream of augmented validation crops, independent of those of training. */
const VALIDATION_STREAM = 0x7661;

/** A part of a validation image: a rectangle without augmentation, or an augmented crop. */
export type ValidationPart =
  | ({ readonly kind: "window" } & Box)
  | {
      readonly kind: "augmented";
      readonly seed: number;
      /** Number of the image among the validation images, and of the crop in the image. */
      readonly image: number;
      readonly position: number;
    };

/** Starts and lengths of tiles of `side` px along a side of an image; the last one may be shorter. */
function tilesAlong(length: number, side: number): { start: number; length: number }[] {
  return Array.from({ length: Math.ceil(length / side) }, (_, tile) => ({
    start: tile * side,
    length: Math.min(side, length - tile * side),
  }));
}

/** The parts of a validation image that a transform measures; `image` is its number among the validation images. */
export function validationParts(
  transform: ValidationTransform,
  recipe: Pick<Recipe, "crop" | "cropsPerImage">,
  size: ImageSize,
  image: number,
): readonly ValidationPart[] {
  const { rows, columns } = size;
  switch (transform.kind) {
    case "none":
      return [{ kind: "window", ...wholeBox(size) }];
    case "centre": {
      const taken = (length: number) => Math.min(length, transform.side);
      const start = (length: number) => Math.floor((length - taken(length)) / 2);
      const place = { top: start(rows), left: start(columns) };
      return [{ kind: "window", ...place, rows: taken(rows), columns: taken(columns) }];
    }
    case "tiles":
      return tilesAlong(rows, transform.side).flatMap((down) =>
        tilesAlong(columns, transform.side).map((right) => ({
          kind: "window" as const,
          top: down.start,
          left: right.start,
          rows: down.length,
          columns: right.length,
        })),
      );
    case "augmented":
      return Array.from({ length: cropsOf(size, recipe) }, (_, position) => ({
        kind: "augmented",
        seed: transform.seed,
        image,
        position,
      }));
  }
}

/** Size in px of the sample of a part: padded to what the networks can downsample. */
export function partSize(part: ValidationPart, { crop }: Pick<Recipe, "crop">): ImageSize {
  return part.kind === "window" ? paddedSize(part, CROP_MULTIPLE) : { rows: crop, columns: crop };
}

/** The sample of a part: a pure function of image, part and recipe, except for the recipe's seed. */
export async function validationSample(
  source: SourceImage,
  part: ValidationPart,
  recipe: Pick<Recipe, "crop" | "augmentation" | "border" | "targetMargin">,
): Promise<Sample> {
  const { crop, augmentation, border, targetMargin } = recipe;
  if (part.kind === "window") {
    return windowSample(source, part, { border, targetMargin, multiple: CROP_MULTIPLE });
  }
  const random = createRandom(part.seed, VALIDATION_STREAM, part.image, part.position);
  return (await makeSample(source, { crop, augmentation, border, targetMargin, random })).sample;
}
