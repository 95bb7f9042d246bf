import { predictsQuantity } from "../../recipe/pipelines.ts";
import type { Recipe, Stage } from "../../recipe/recipe.ts";

/**
 * The training images of a stage, in their order. Images without cells show networks that predict a mask what background is, if
 * the recipe keeps crops without cells at all; all other networks are trained on cells only.
 */
export function stageImages<Image extends { readonly cells: number }>(
  stage: Stage,
  { emptyCropFraction }: Pick<Recipe, "emptyCropFraction">,
  images: readonly Image[],
): readonly Image[] {
  return predictsQuantity([stage], "mask") && emptyCropFraction > 0
    ? images
    : images.filter(({ cells }) => cells > 0);
}
