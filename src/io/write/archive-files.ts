import type { Stage } from "../../core/recipe/recipe.ts";

/** Names of the files in a weights archive. */
export const ARCHIVE_FILES = {
  readme: "README.md",
  recipe: "recipe.json",
  curves: "curves.csv",
  engine: "engine.json",
  inputs: "inputs.json",
} as const;

/** Names of the two files of a stage's network. */
export function networkFiles(stage: Stage): { readonly model: string; readonly weights: string } {
  return { model: `${stage}/model.json`, weights: `${stage}/weights.bin` };
}
