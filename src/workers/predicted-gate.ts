import type { Batch } from "../core/dataset/sampling/batch.ts";
import { cellMask } from "../core/raster/cell-mask.ts";
import { networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import type { Executor } from "../engine/executor.ts";
import type { NetworkStore } from "./network-store.ts";

/** Whether the predicted mask gates the input of a stage. */
export function isGatedByPrediction(stage: Stage, { gate }: Recipe): boolean {
  return gate === "predicted" && networksOf(stage).includes("direction");
}

/** The network whose mask gates the Direction Net in a stage; null for the ground-truth mask. */
export function gateNetwork(
  stage: Stage,
  recipe: Recipe,
  store: Pick<NetworkStore, "predictor">,
): Executor | null {
  return isGatedByPrediction(stage, recipe) ? store.predictor("semantic") : null;
}

/** The mask of this network for the images of a batch; null without a network. */
export async function gateMask(unet: Executor | null, batch: Batch): Promise<Float32Array | null> {
  if (!unet) return null;
  const shape = [batch.size, batch.rows, batch.columns, 1];
  const { data } = await unet.predict({ image: { shape, data: batch.image } });
  return cellMask(data);
}
