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
  graphs: "graph.json",
  pipeline: "pipeline.onnx",
} as const;

/** Names of a network's files in each format; `model` and `weights` are those of TensorFlow.js. */
export function networkFiles(name: NetworkName) {
  return {
    model: `${name}/model.json`,
    weights: `${name}/weights.bin`,
    safetensors: `${name}.safetensors`,
    onnx: `${name}.onnx`,
  } as const;
}
