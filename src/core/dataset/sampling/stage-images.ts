import type { Recipe, Stage } from "../../recipe/recipe.ts";

/**
 * The training images that a stage learns from, in their order. Images without cells teach the U-Net what is
 * background, where the recipe keeps crops without cells at all; all other networks learn from cells only.
 */
export function stageImages<Image extends { readonly cells: number }>(
  stage: Stage,
  { emptyCropFraction }: Pick<Recipe, "emptyCropFraction">,
  images: readonly Image[],
): readonly Image[] {
  return stage === "semantic" && emptyCropFraction > 0 ? images : images.filter(({ cells }) => cells > 0);
}
