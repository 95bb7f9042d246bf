import { describe, expect, it } from "vitest";
import { FileError } from "../core/dataset/pairing/file-error.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { writeCheckpointFile } from "../io/write/checkpoint-file.ts";
import type { CheckpointArray } from "../io/write/checkpoint-layout.ts";
import { initialise } from "../nets/initialise.ts";
import { isTrained, parametersOf } from "../nets/parameters.ts";
import { networkGraph, stageGraph } from "../nets/stage-graph.ts";
import { packRunCheckpoint } from "./pack-run-checkpoint.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";
import { readRunCheckpoint } from "./unpack-run-checkpoint.ts";

const NAME = "runs/a/checkpoint.bin";
const RECIPE: Recipe = {
  ...RECIPES.tiny,
  networks: { semantic: { F: 2, depth: 1 }, direction: { m: 1 / 32 }, energy: { m: 1 / 32 } },
};
const ENGINE = { engine: "compiled CPU", adapter: null, tiling: "cpu", fused: null, threads: 2 } as const;
const graph = stageGraph("direction", RECIPE.networks);
const weights = initialise(graph, 1);
const trained = parametersOf(graph).filter(isTrained);
const moment = Object.fromEntries(trained.map(({ name }) => [name, weights[name]]));
const row = (stage: "semantic" | "direction", step: number) =>
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
const epoch = (stage: "semantic" | "direction", step: number) =>
  ({ kind: "epoch", stage, step, epoch: step, meanLoss: null, validation: { loss: 0.5, iou: 0.9 } }) as const;

const CHECKPOINT: RunCheckpoint = {
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
    epoch("semantic", 0),
    row("semantic", 1),
    epoch("semantic", 1),
    epoch("direction", 0),
    row("direction", 1),
    row("direction", 2),
    epoch("direction", 2),
    row("direction", 3),
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

async function fileOf(content: object, arrays: readonly CheckpointArray[]) {
  return { name: NAME, file: new Blob([...(await writeCheckpointFile(content, arrays))]) };
}

type Fields = Record<string, unknown>;

/** The checkpoint with some fields of its content replaced. */
const withFields = (change: (content: Fields) => Fields) => {
  const { content, arrays } = packRunCheckpoint(CHECKPOINT);
  return fileOf({ ...content, ...change(content as Fields) }, arrays);
};

/** The checkpoint with changed arrays. */
const withArrays = (change: (array: CheckpointArray) => CheckpointArray[]) => {
  const { content, arrays } = packRunCheckpoint(CHECKPOINT);
  return fileOf(content, arrays.flatMap(change));
};

const training = (changes: Fields) =>
  withFields((content) => ({ training: { ...(content.training as Fields), ...changes } }));

const WIDER = { ...RECIPE, networks: { ...RECIPE.networks, direction: { m: 1 / 16 } } };

/** Weights that are not finite. */
const spoilt = (array: CheckpointArray) => [
  array.name === "weights/conv1_1.weight" ? { ...array, data: array.data.map(() => Number.NaN) } : array,
];

describe("the checkpoint of a run", () => {
  it("round-trips with all of its bits", async () => {
    const { content, arrays } = packRunCheckpoint(CHECKPOINT);
    expect(await readRunCheckpoint(await fileOf(content, arrays))).toEqual(CHECKPOINT);
  });

  it.each([
    ["another id", () => withFields(() => ({ id: "../run" }))],
    ["stages out of order", () => withFields(() => ({ stages: ["direction", "semantic"] }))],
    ["a stage that the run does not have", () => withFields(() => ({ stages: ["semantic", "energy"] }))],
    ["no stage", () => withFields(() => ({ progress: [] }))],
    ["a recipe of larger networks", () => withFields(() => ({ recipe: WIDER }))],
    ["a recipe that is not valid", () => withFields(() => ({ recipe: { ...RECIPE, batch: -1 } }))],
    ["more steps than the curves", () => training({ steps: 4 })],
    ["a validation after the last step", () => training({ validated: 4 })],
    ["another state of the optimiser", () => training({ memorySets: 1 })],
    ["best weights of an infinite rank", () => training({ best: { rank: null, step: 2 } })],
    ["an epoch that is not there yet", () => withFields(() => ({ epochs: [epoch("direction", 9)] }))],
    ["an array too few", () => withArrays((array) => (array.name === "epochLosses" ? [] : [array]))],
    ["a network too few", () => withArrays((array) => (array.name.startsWith("network/") ? [] : [array]))],
    ["weights that are not finite", () => withArrays(spoilt)],
    ["weights of another shape", () => withArrays((array) => [{ ...array, shape: [array.data.length] }])],
  ])("with %s is refused by name", async (_, file) => {
    const refused = readRunCheckpoint(await file());
    await expect(refused).rejects.toThrow(FileError);
    await expect(refused).rejects.toThrow(`${NAME}: The checkpoint does not describe a run`);
  });

  it("keeps no field that a foreign file adds", async () => {
    const foreign = JSON.parse('{"__proto__":{"polluted":1},"other":2}');
    const read = await readRunCheckpoint(await withFields(() => foreign));
    expect(Object.keys(read).sort()).toEqual(Object.keys(CHECKPOINT).sort());
    expect("polluted" in {}).toBe(false);
  });
});
