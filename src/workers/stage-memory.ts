import type { ImageSize } from "../core/dataset/sampling/sampler.ts";
import { sentenceOf } from "../core/errors.ts";
import { trainingLoss } from "../core/losses/loss.ts";
import { networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { LARGEST_BATCH } from "../core/recipe/recipe-schema.ts";
import { OutOfMemoryError } from "../engine/device/device-error.ts";
import { layOutParameters } from "../engine/plan/parameter-layout.ts";
import type { Tiling } from "../engine/plan/tiles.ts";
import {
  imagesAtOnce,
  largestWholeBatch,
  predictingMemory,
  trainingMemory,
} from "../engine/plan/training-memory.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import type { PlanEngine } from "./started-engine.ts";
import type { StageMemory } from "./train.protocol.ts";
import { validationSizes } from "./validation-sizes.ts";

/**
 * Number of validation image sizes for which an executor keeps plans, besides those for training and images.
 */
const MAX_SIZES = 7;

function networkOf(stage: Stage, { networks, seed }: Recipe, tiling: Tiling) {
  const graph = stageGraph(stage, networks);
  return { graph, layout: layOutParameters(graph), tiling, seed };
}

/**
 * Memory that training a stage takes on the device, computed before any allocation; includes the network whose
 * mask gates the Direction Net.
 */
export function stageMemory(
  stage: Stage,
  recipe: Recipe,
  validation: readonly ImageSize[],
  { limits, workingBytes }: Pick<PlanEngine, "limits" | "workingBytes">,
  tilingOf: (stage: Stage) => Tiling,
): StageMemory {
  const { batch, crop } = recipe;
  const network = networkOf(stage, recipe, tilingOf(stage));
  const training = { loss: trainingLoss(stage, recipe), optimiser: recipe.stages[stage].optimiser };
  const size = { batch, rows: crop, columns: crop };
  const evaluated = validationSizes(recipe, validation)
    .slice(0, MAX_SIZES)
    .map((image) => ({ batch: 1, ...image }));
  try {
    const microBatch = imagesAtOnce(network, size, training, limits);
    const shown = { ...size, batch: 1 };
    const need = trainingMemory(
      network,
      size,
      training,
      microBatch,
      evaluated,
      [shown],
      limits,
      workingBytes,
    );
    const gate =
      networksOf(stage).includes("direction") && recipe.gate === "predicted"
        ? networkOf("semantic", recipe, tilingOf("semantic"))
        : null;
    return {
      stage,
      bytes:
        need.bytes +
        (gate ? predictingMemory(gate, [...evaluated, size, shown], limits, workingBytes).bytes : 0),
      imagesAtOnce: microBatch,
      largestBatch: largestWholeBatch(network, size, training, limits, LARGEST_BATCH),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof OutOfMemoryError)) throw error;
    return { stage, bytes: null, imagesAtOnce: 0, largestBatch: 0, problem: sentenceOf(error) };
  }
}
