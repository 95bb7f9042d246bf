import { sameImageValues } from "../../core/recipe/image-values.ts";
import { pipelineInUse } from "../../core/recipe/pipelines.ts";
import { NETWORKS } from "../../core/recipe/recipe.ts";
import type { ArchivedNetwork, ArchivedNetworks } from "./archived-network.ts";
import type { PipelineNetworks } from "./onnx/onnx-pipeline.ts";

/**
 * The networks of the pipeline that predicts, and the one whose image it takes; null without a network for the mask, or
 * if U-Net and Direction Net see differently normalised images.
 */
export function pipelineOf({
  networks,
  recipe,
}: ArchivedNetworks): [PipelineNetworks, ArchivedNetwork] | null {
  const trained = NETWORKS.filter((name) => networks[name]);
  const { semantic, direction = null, energy = null, shared } = networks;
  if (pipelineInUse(trained, recipe.pipeline) === "shared") return shared ? [{ shared }, shared] : null;
  if (!semantic) return null;
  if (direction && !sameImageValues(semantic.recipe, direction.recipe)) return null;
  return [{ semantic, direction, energy: direction && energy }, semantic];
}
