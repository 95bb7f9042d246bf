import type { Batch } from "../core/dataset/sampling/batch.ts";
import { sharedWeights } from "../core/losses/shared-weights.ts";
import { LOG_CHANNEL } from "../core/recipe/log-channel.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { NumberArray } from "../nets/weights.ts";
import { type StageArrays, stageArrays } from "./stage-arrays.ts";

/** The value of the logarithmic channel. */
function logarithmOf(value: number): number {
  const { gain, darkest } = LOG_CHANNEL;
  return Math.log1p(gain * Math.max(value, darkest)) / Math.log(1 + gain);
}

/** The setting that decides about the input of the shared network. */
type SharedInput = Recipe["networks"]["shared"];

/**
 * Input of the shared network, `[size, row, column, channel]`: the image and, if the network has such a channel, its
 * logarithm.
 */
export function sharedImage(
  image: Float32Array,
  [size, rows, columns]: readonly [number, number, number],
  { logChannel }: Pick<SharedInput, "logChannel">,
): NumberArray {
  if (!logChannel) return { shape: [size, rows, columns, 1], data: image };
  const data = new Float32Array(2 * image.length);
  for (let pixel = 0; pixel < image.length; pixel++) {
    data[2 * pixel] = image[pixel];
    data[2 * pixel + 1] = logarithmOf(image[pixel]);
  }
  return { shape: [size, rows, columns, 2], data };
}

/** Inputs and targets of the shared network for one batch. Nothing is gated: it sees whole images. */
export function sharedArrays(
  batch: Batch,
  { networks, sharedLoss }: Pick<Recipe, "networks" | "sharedLoss">,
): StageArrays {
  const { size, rows, columns } = batch;
  const shaped = (data: Float32Array, channels = 1): NumberArray => ({
    shape: [size, rows, columns, channels],
    data,
  });
  const { vectorWeight, levelWeight } = sharedWeights(batch, sharedLoss.background);
  return {
    inputs: { image: sharedImage(batch.image, [size, rows, columns], networks.shared) },
    targets: {
      mask: shaped(batch.mask),
      unit_vectors: shaped(batch.unitVectors, 2),
      level: shaped(batch.level),
      vector_weight: shaped(vectorWeight),
      level_weight: shaped(levelWeight),
      valid: shaped(batch.valid),
      weight: shaped(batch.weight),
      inside: shaped(batch.inside),
    },
  };
}

/** Inputs and targets of a stage of a recipe; see `stageArrays` for the gate, which the shared network has not. */
export function recipeArrays(
  stage: Stage,
  batch: Batch,
  gate: Float32Array | null,
  recipe: Pick<Recipe, "networks" | "sharedLoss">,
): StageArrays {
  return stage === "shared" ? sharedArrays(batch, recipe) : stageArrays(stage, batch, gate);
}
