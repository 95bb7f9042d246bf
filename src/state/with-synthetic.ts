import { suitedSynthetic } from "../core/dataset/suited-synthetic.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { splitNow } from "./image-sets.ts";

/** A recipe with the synthetic images that suit the training images, if it leaves them open. */
export function withSynthetic(recipe: Recipe): Recipe {
  if (recipe.synthetic.kind !== "auto") return recipe;
  const looks = splitNow(recipe).training.flatMap(({ look }) => look ?? []);
  return { ...recipe, synthetic: suitedSynthetic(recipe.synthetic, looks) };
}
