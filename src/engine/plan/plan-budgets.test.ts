import { describe, expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { chain } from "../../nets/chain.ts";
import { directionNet } from "../../nets/direction-net.ts";
import type { Graph } from "../../nets/graph.ts";
import { sharedNet } from "../../nets/shared-net.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { compileTraining } from "./compile.ts";
import { layOutParameters } from "./parameter-layout.ts";
import { memoryOf } from "./plan-memory.ts";
import { CPU_TILING, GPU_TILING, SOFTWARE_TILING } from "./tiles.ts";

const SIZE = { batch: 2, rows: 32, columns: 48 };
const ADAM: OptimiserRecipe = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
const TILINGS = { software: SOFTWARE_TILING, GPU: GPU_TILING, CPU: CPU_TILING };
const m = 1 / 16;
const dropout = 0.3;

const GRAPHS: Readonly<Record<Stage, Graph>> = {
  semantic: unet({ F: 4, depth: 3 }),
  direction: directionNet({ m }),
  energy: watershedNet({ m, dropout }),
  joint: chain(directionNet({ m }), watershedNet({ m, dropout })),
  shared: sharedNet({ F: 4, depth: 3, channels: 2 }),
};

/**
 * Maximum dispatches and bytes of a training step of the reference networks. If a budget is exceeded, find
 * the added kernel or buffer; if it is worth its cost, raise the budget and give the reason in the commit
 * message. If a change makes a plan smaller, lower the budget to keep the gain.
 */
const BUDGETS: readonly (readonly [
  stage: Stage,
  tiling: keyof typeof TILINGS,
  dispatches: number,
  bytes: number,
])[] = [
  ["semantic", "software", 178, 2_139_428],
  ["semantic", "GPU", 182, 2_140_452],
  ["semantic", "CPU", 183, 1_811_236],
  ["direction", "software", 202, 3_040_628],
  ["direction", "GPU", 228, 3_456_884],
  ["direction", "CPU", 199, 2_732_660],
  ["energy", "software", 73, 980_532],
  ["energy", "GPU", 73, 980_532],
  ["energy", "CPU", 81, 974_388],
  ["joint", "software", 270, 3_665_460],
  ["joint", "GPU", 296, 4_081_716],
  ["joint", "CPU", 275, 3_453_748],
  ["shared", "software", 178, 2_300_452],
  ["shared", "GPU", 182, 2_301_476],
  ["shared", "CPU", 183, 2_105_124],
];

describe("a training step of the reference networks", () => {
  it.each(BUDGETS)(
    "stays within its budget of dispatches and bytes: %s, %s",
    (stage, tiling, dispatches, bytes) => {
      const graph = GRAPHS[stage];
      const layout = layOutParameters(graph);
      const network = { graph, layout, tiling: TILINGS[tiling], seed: 0 };
      const plan = compileTraining(network, SIZE, stageLoss(stage), ADAM);
      expect(plan.dispatches.length).toBeLessThanOrEqual(dispatches);
      expect(memoryOf(layout, [plan]).bytes).toBeLessThanOrEqual(bytes);
    },
  );
});
