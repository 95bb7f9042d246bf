import type { Recipe } from "../core/recipe/recipe.ts";
import { type RunImages, runImagesOf } from "../core/runs/run-images.ts";
import { splitNow } from "./image-sets.ts";

/** The images of a run of a recipe, by default the current one, as recorded with it. */
export function runImages(recipe?: Recipe): RunImages {
  const { training, validation } = splitNow(recipe);
  return runImagesOf(training, validation);
}
