import { RECIPES } from "../../core/recipe/presets.ts";
import type { Recipe } from "../../core/recipe/recipe.ts";
import { initialise } from "../../nets/initialise.ts";
import { isTrained, parametersOf } from "../../nets/parameters.ts";
import { networkGraph, stageGraph } from "../../nets/stage-graph.ts";
import type { RunCheckpoint } from "../run-checkpoint.ts";

const RECIPE: Recipe = {
  ...RECIPES.tiny,
  networks: {
    semantic: { F: 2, depth: 1 },
    direction: { m: 1 / 32 },
    energy: { m: 1 / 32 },
    shared: { F: 2, depth: 1, logChannel: false },
  },
};
const ENGINE = { engine: "compiled CPU", adapter: null, tiling: "cpu", fused: null, threads: 2 } as const;
const graph = stageGraph("direction", RECIPE.networks);
const weights = initialise(graph, 1);
const trained = parametersOf(graph).filter(isTrained);
const moment = Object.fromEntries(trained.map(({ name }) => [name, weights[name]]));
const stepOf = (stage: "semantic" | "direction", step: number) =>
  ({
    kind: "step",
    stage,
    step,
    epoch: step / 3,
    loss: 1 / step,
    gradientNorm: Number.POSITIVE_INFINITY,
    rate: 1e-3,
    stepMilliseconds: 1.5,
    dataWaitMilliseconds: 0,
    memoryBytes: 1e6,
  }) as const;
/** The row of an epoch. */
export const epochOf = (stage: "semantic" | "direction", step: number) =>
  ({ kind: "epoch", stage, step, epoch: step, meanLoss: null, validation: { loss: 0.5, iou: 0.9 } }) as const;

/** A run in its second stage, in the middle of an epoch. */
export const EXAMPLE_CHECKPOINT: RunCheckpoint = {
  id: "run-m1abcdef-0a9z",
  startedAt: 1.7e12,
  source: { path: "/images", slice: 2, time: null },
  recipe: RECIPE,
  stages: ["semantic", "direction", "energy"],
  images: { training: [{ id: "1", name: "cell", rows: 64, columns: 32, cells: 3 }], validation: [] },
  rateFactor: 0.5,
  progress: [
    {
      stage: "semantic",
      engine: ENGINE,
      outcome: { best: { step: 1, by: "loss", value: 0.5 }, stopped: "Validation loss became NaN." },
    },
    { stage: "direction", engine: { ...ENGINE, before: ENGINE }, outcome: { best: null, stopped: null } },
  ],
  rows: [
    epochOf("semantic", 0),
    stepOf("semantic", 1),
    epochOf("semantic", 1),
    epochOf("direction", 0),
    stepOf("direction", 1),
    stepOf("direction", 2),
    epochOf("direction", 2),
    stepOf("direction", 3),
  ],
  training: {
    state: { weights, memory: [moment, moment], steps: 3 },
    epochLosses: [1 / 3],
    validated: 2,
    callbacks: { best: { weights: initialise(graph, 2), rank: -0.5, step: 2 }, record: { waited: 1 } },
  },
  networks: {
    networks: new Map([
      [
        "semantic",
        {
          graph: networkGraph("semantic", RECIPE.networks),
          weights: initialise(networkGraph("semantic", RECIPE.networks), 3),
          recipe: RECIPE,
          engine: null,
        },
      ],
    ]),
    chained: false,
  },
};
