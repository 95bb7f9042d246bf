import { stageLoss } from "../src/core/losses/loss.ts";
import { RECIPES } from "../src/core/recipe/presets.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import { syntheticBatch } from "../src/engine/comparison/synthetic-batch.ts";
import type { ExecutorOptions } from "../src/engine/executor.ts";
import { recipeArrays } from "../src/engine/shared-arrays.ts";
import type { StageArrays } from "../src/engine/stage-arrays.ts";
import { directionNet } from "../src/nets/direction-net.ts";
import type { Graph } from "../src/nets/graph.ts";
import { initialise } from "../src/nets/initialise.ts";
import { unet } from "../src/nets/unet.ts";
import { watershedNet } from "../src/nets/watershed-net.ts";

/** Size of the batch that each network is trained on. */
export const SIZE = { batch: 4, rows: 128, columns: 128 } as const;

const ADAM = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

interface BenchNet {
  readonly graph: Graph;
  readonly stage: Stage;
}

/** The measured networks by name. */
export const NETS: Readonly<Record<string, BenchNet>> = {
  "U-Net F = 8": { graph: unet({ F: 8, depth: 3 }), stage: "semantic" },
  "U-Net F = 16": { graph: unet({ F: 16, depth: 3 }), stage: "semantic" },
  "Direction Net m = 1/8": { graph: directionNet({ m: 1 / 8 }), stage: "direction" },
  "Direction Net m = 1/4": { graph: directionNet({ m: 1 / 4 }), stage: "direction" },
  "Watershed Net m = 1/8": { graph: watershedNet({ m: 1 / 8 }), stage: "energy" },
};

/** What trains a network of the table. */
export function trainingOf(name: string): ExecutorOptions {
  const { graph, stage } = NETS[name];
  return { graph, loss: stageLoss(stage), optimiser: ADAM, weights: initialise(graph, 1) };
}

/** A batch for a network of the table. */
export function batchOf(name: string): StageArrays {
  return recipeArrays(
    NETS[name].stage,
    syntheticBatch(SIZE.batch, SIZE.rows, SIZE.columns),
    null,
    RECIPES.few,
  );
}
