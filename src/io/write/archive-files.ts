import type { NetworkName } from "../../core/recipe/recipe.ts";

/** File names in a weights archive. */
export const ARCHIVE_FILES = {
  readme: "README.md",
  recipe: "recipe.json",
  curves: "curves.csv",
  engine: "engine.json",
  inputs: "inputs.json",
  instances: "instances.json",
  sets: "sets.json",
} as const;

/** Names of a network's two files. */
export function networkFiles(name: NetworkName): { readonly model: string; readonly weights: string } {
  return { model: `${name}/model.json`, weights: `${name}/weights.bin` };
}
