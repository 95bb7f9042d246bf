import { type Recipe, STAGES } from "../../recipe/recipe.ts";
import { MAX_STEPS } from "../../recipe/schedules.ts";
import { cropsOf, type SampledImage } from "./sampler.ts";
import { stageImages } from "./stage-images.ts";

/**
 * The recipe with the steps of stages whose length is given in epochs: those after which the last epoch on these
 * training images is complete. Other stages, and those without an image to train on, keep their steps.
 */
export function resolveSteps(recipe: Recipe, training: readonly SampledImage[]): Recipe {
  if (STAGES.every((stage) => recipe.stages[stage].epochs === null)) return recipe;
  const resolved = STAGES.map((stage) => {
    const own = recipe.stages[stage];
    const crops = stageImages(stage, recipe, training).reduce(
      (sum, image) => sum + cropsOf(image, recipe),
      0,
    );
    if (own.epochs === null || crops === 0) return [stage, own];
    return [stage, { ...own, steps: Math.min(MAX_STEPS, Math.ceil((own.epochs * crops) / recipe.batch)) }];
  });
  return { ...recipe, stages: Object.fromEntries(resolved) as Recipe["stages"] };
}
