import type { NetworkName } from "../../core/recipe/recipe.ts";

/** Names of the files in a weights archive. */
export const ARCHIVE_FILES = {
  readme: "README.md",
  recipe: "recipe.json",
  curves: "curves.csv",
  engine: "engine.json",
  inputs: "inputs.json",
  instances: "instances.json",
} as const;

/** Names of the two files of a network. */
export function networkFiles(name: NetworkName): { readonly model: string; readonly weights: string } {
  return { model: `${name}/model.json`, weights: `${name}/weights.bin` };
}
