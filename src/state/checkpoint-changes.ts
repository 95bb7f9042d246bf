import { resolveSteps } from "../core/dataset/sampling/resolve-steps.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { differenceTexts, recipeDifferences } from "../core/recipe/recipe-differences.ts";
import { dataChanges } from "../core/runs/data-changes.ts";
import type { RunImages } from "../core/runs/run-images.ts";

/** Recipe and images of a run. */
interface RunBasis {
  readonly recipe: Recipe;
  readonly images: RunImages;
}

/**
 * What has changed in recipe and images since a checkpoint, as sentences; empty if nothing has. The recipe of a run
 * has its lengths in steps.
 */
export function checkpointChanges(before: RunBasis, now: RunBasis): readonly string[] {
  const recipe = resolveSteps(now.recipe, now.images.training);
  const settings = recipeDifferences(before.recipe, recipe).map((difference) => {
    const [base, present] = differenceTexts(difference);
    return `${difference.label} changed from ${base} to ${present}.`;
  });
  return [...settings, ...dataChanges(before.images, now.images)];
}
