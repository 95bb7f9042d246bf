import type { Stage } from "../core/recipe/recipe.ts";
import type { StepRow } from "../core/runs/curve-row.ts";
import type { CheckpointArray } from "../io/write/checkpoint-layout.ts";
import type { Weights } from "../nets/weights.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";

/** Columns of the array of the steps of a stage. Its rows are the steps from 1. */
export const STEP_COLUMNS = [
  "epoch",
  "loss",
  "gradientNorm",
  "rate",
  "stepMilliseconds",
  "dataWaitMilliseconds",
  "memoryBytes",
] as const satisfies readonly (keyof StepRow)[];

/** Names of the arrays of a checkpoint. Those of weights start with the name of their set. */
export const ARRAY_NAMES = {
  steps: (stage: Stage) => `steps/${stage}`,
  epochLosses: "epochLosses",
  weights: "weights",
  memory: (index: number) => `memory${index}`,
  best: "best",
  network: (name: string) => `network/${name}`,
  parameter: (set: string, name: string) => `${set}/${name}`,
} as const;

function weightArrays(set: string, weights: Weights): CheckpointArray[] {
  return Object.entries(weights).map(([name, { shape, data }]) => ({
    name: ARRAY_NAMES.parameter(set, name),
    shape,
    data,
  }));
}

function stepArrays({ progress, rows }: RunCheckpoint): CheckpointArray[] {
  return progress.map(({ stage }) => {
    const steps = rows.filter((row): row is StepRow => row.kind === "step" && row.stage === stage);
    const data = new Float64Array(steps.length * STEP_COLUMNS.length);
    steps.forEach((row, index) => {
      data.set(
        STEP_COLUMNS.map((column) => row[column]),
        index * STEP_COLUMNS.length,
      );
    });
    return { name: ARRAY_NAMES.steps(stage), shape: [steps.length, STEP_COLUMNS.length], data };
  });
}

/** A checkpoint as JSON and arrays; `unpackRunCheckpoint` is the inverse. */
export function packRunCheckpoint(checkpoint: RunCheckpoint): {
  readonly content: object;
  readonly arrays: readonly CheckpointArray[];
} {
  const { training, networks, rows, ...others } = checkpoint;
  const { state, epochLosses, validated, callbacks } = training;
  const trained = [...networks.networks];
  const content = {
    ...others,
    epochs: rows.filter(({ kind }) => kind === "epoch"),
    training: {
      steps: state.steps,
      validated,
      memorySets: state.memory.length,
      best: callbacks.best && { rank: callbacks.best.rank, step: callbacks.best.step },
      record: callbacks.record,
    },
    networks: trained.map(([name, { recipe, engine }]) => ({ name, recipe, engine })),
    chained: networks.chained,
  };
  const arrays = [
    ...stepArrays(checkpoint),
    {
      name: ARRAY_NAMES.epochLosses,
      shape: [epochLosses.length],
      data: Float64Array.from(epochLosses),
    },
    ...weightArrays(ARRAY_NAMES.weights, state.weights),
    ...state.memory.flatMap((set, index) => weightArrays(ARRAY_NAMES.memory(index), set)),
    ...(callbacks.best ? weightArrays(ARRAY_NAMES.best, callbacks.best.weights) : []),
    ...trained.flatMap(([name, { weights }]) => weightArrays(ARRAY_NAMES.network(name), weights)),
  ];
  return { content, arrays };
}
