import { stagesInUse } from "../core/recipe/pipelines.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRunStore } from "./run.ts";

/** The trained stages whose networks predict: those of the recipe's pipeline, else of the other one. */
export function networksInUse(): readonly Stage[] {
  return stagesInUse(useRunStore.getState().trained, useRecipeStore.getState().recipe.pipeline);
}
