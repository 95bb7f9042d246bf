import * as v from "valibot";
import { FileError } from "../core/dataset/pairing/file-error.ts";
import { LabError } from "../core/errors.ts";
import { engineRecordSchema } from "../core/recipe/engine-record-schema.ts";
import { MONITORED } from "../core/recipe/monitored-scores.ts";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { NETWORKS, type NetworkName, type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { type CurveRow, curveRowsSchema, type StepRow } from "../core/runs/curve-row.ts";
import { RUN_ID } from "../core/runs/run-id.ts";
import { runImagesSchema } from "../core/runs/run-images.ts";
import { OPTIMISER_SPECS } from "../engine/optimisers/optimiser-specs.ts";
import { allFinite } from "../engine/training/trainer.ts";
import type { TrainingCheckpoint } from "../engine/training/training-checkpoint.ts";
import { type CheckpointFile, readCheckpointFile } from "../io/read/checkpoint/checkpoint-file.ts";
import { isTrained, type Parameter, parametersOf } from "../nets/parameters.ts";
import { networkGraph, stageGraph } from "../nets/stage-graph.ts";
import { type NumberArray, type Weights, weightsOf } from "../nets/weights.ts";
import type { NamedCheckpoint } from "./checkpoint.protocol.ts";
import type { TrainedNetwork } from "./network-store.ts";
import { ARRAY_NAMES, STEP_COLUMNS } from "./pack-run-checkpoint.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Characters of the reason why a stage ended. */
const MAX_REASON = 500;
const plane = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)));
const stage = v.picklist(STAGES);

const schema = v.object({
  id: v.pipe(v.string(), v.regex(RUN_ID)),
  startedAt: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  source: v.nullable(
    v.object({ path: v.nullable(v.pipe(v.string(), v.maxLength(32_768))), slice: plane, time: plane }),
  ),
  recipe: v.unknown(),
  stages: v.pipe(v.array(stage), v.minLength(1), v.maxLength(STAGES.length)),
  images: runImagesSchema,
  rateFactor: v.pipe(v.number(), v.minValue(0), v.finite()),
  progress: v.pipe(
    v.array(
      v.object({
        stage,
        engine: engineRecordSchema,
        outcome: v.object({
          best: v.nullable(
            v.object({ step: count, by: v.picklist(MONITORED), value: v.pipe(v.number(), v.finite()) }),
          ),
          stopped: v.nullable(v.pipe(v.string(), v.maxLength(MAX_REASON))),
        }),
      }),
    ),
    v.minLength(1),
    v.maxLength(STAGES.length),
  ),
  epochs: curveRowsSchema,
  training: v.object({
    steps: count,
    validated: v.pipe(v.number(), v.integer(), v.minValue(-1)),
    memorySets: count,
    best: v.nullable(v.object({ rank: v.pipe(v.number(), v.finite()), step: count })),
    record: v.record(v.string(), v.unknown()),
  }),
  networks: v.pipe(
    v.array(
      v.object({ name: v.picklist(NETWORKS), recipe: v.unknown(), engine: v.nullable(engineRecordSchema) }),
    ),
    v.maxLength(NETWORKS.length),
  ),
  chained: v.boolean(),
});

type Content = v.InferOutput<typeof schema>;

/** Throws a RangeError unless a statement about a checkpoint is true. */
function check(isTrue: boolean, otherwise: string): asserts isTrue {
  if (!isTrue) throw new RangeError(otherwise);
}

/** Values of an array of 64-bit floats with this shape; null for any number of rows. */
function doubles({ arrays }: CheckpointFile, name: string, columns: number | null): Float64Array {
  const array = arrays.get(name);
  check(array?.data instanceof Float64Array, `there is no array ${name}`);
  const rest = columns === null ? [] : [columns];
  check(array.shape.slice(1).join() === rest.join() && array.shape.length > 0, `${name} has another shape`);
  return array.data;
}

/** The arrays of a set that belong to these parameters. */
function weightsIn({ arrays }: CheckpointFile, set: string, parameters: readonly Parameter[]): Weights {
  const named: Record<string, NumberArray> = {};
  for (const { name } of parameters) {
    const array = arrays.get(ARRAY_NAMES.parameter(set, name));
    check(array?.data instanceof Float32Array, `there is no ${name} in ${set}`);
    named[name] = { shape: array.shape, data: array.data };
  }
  return Object.fromEntries(parameters.map((one) => [one.name, weightsOf(named, one)]));
}

/** The same for the weights of a network, which must be finite; the state of an optimiser need not be. */
function finiteIn(file: CheckpointFile, set: string, parameters: readonly Parameter[]): Weights {
  const weights = weightsIn(file, set, parameters);
  check(allFinite(weights), `${set} holds values that are not finite`);
  return weights;
}

function stepRows(file: CheckpointFile, stage: Stage): StepRow[] {
  const data = doubles(file, ARRAY_NAMES.steps(stage), STEP_COLUMNS.length);
  return Array.from({ length: data.length / STEP_COLUMNS.length }, (_, index) => {
    const values = STEP_COLUMNS.map(
      (column, at) => [column, data[index * STEP_COLUMNS.length + at]] as const,
    );
    const row = Object.fromEntries(values) as Record<(typeof STEP_COLUMNS)[number], number>;
    return { kind: "step", stage, step: index + 1, ...row };
  });
}

/** Rows of the curves in the order in which they were measured: an epoch follows its last step. */
function rowsOf(file: CheckpointFile, { progress, epochs }: Content): CurveRow[] {
  return progress.flatMap(({ stage }) => {
    const steps = stepRows(file, stage);
    const own = epochs.filter((row) => row.stage === stage && row.kind === "epoch");
    const rows: CurveRow[] = [];
    let next = 0;
    for (let done = 0; done <= steps.length; done++) {
      if (done > 0) rows.push(steps[done - 1]);
      for (; next < own.length && own[next].step <= done; next++) rows.push(own[next]);
    }
    check(next === own.length, `an epoch of ${stage} is after its last step`);
    return rows;
  });
}

function trainingOf(
  file: CheckpointFile,
  { training }: Content,
  recipe: Recipe,
  stage: Stage,
): TrainingCheckpoint {
  const { steps, validated, memorySets, best, record } = training;
  const parameters = parametersOf(stageGraph(stage, recipe.networks));
  const { state } = OPTIMISER_SPECS[recipe.stages[stage].optimiser.kind];
  check(memorySets === 0 || memorySets === state.length, "the optimiser has another state");
  check(validated <= steps, "the last validation is after the last step");
  const memory = Array.from({ length: memorySets }, (_, index) =>
    weightsIn(file, ARRAY_NAMES.memory(index), parameters.filter(isTrained)),
  );
  return {
    state: { weights: finiteIn(file, ARRAY_NAMES.weights, parameters), memory, steps },
    epochLosses: [...doubles(file, ARRAY_NAMES.epochLosses, null)],
    validated,
    callbacks: { best: best && { ...best, weights: finiteIn(file, ARRAY_NAMES.best, parameters) }, record },
  };
}

function networksOf(file: CheckpointFile, { networks }: Content): ReadonlyMap<NetworkName, TrainedNetwork> {
  return new Map(
    networks.map(({ name, recipe: unchecked, engine }) => {
      const recipe = parseRecipe(unchecked);
      const graph = networkGraph(name, recipe.networks);
      const weights = finiteIn(file, ARRAY_NAMES.network(name), parametersOf(graph));
      return [name, { graph, weights, recipe, engine }];
    }),
  );
}

function checkOrder({ stages, progress }: Content): void {
  const inOrder = STAGES.filter((one) => stages.includes(one));
  check(inOrder.join() === stages.join(), "the stages are not in order");
  const begun = progress.map(({ stage: one }) => one);
  check(stages.slice(0, begun.length).join() === begun.join(), "the stages begun are others");
}

/** Throws a RangeError, a ValiError or a RecipeError if the file does not describe a run. */
function unpack(file: CheckpointFile): RunCheckpoint {
  const content = v.parse(schema, file.content);
  checkOrder(content);
  const { epochs: _, training: __, networks: ___, chained, recipe: unchecked, ...others } = content;
  const recipe = parseRecipe(unchecked);
  const { stage } = content.progress[content.progress.length - 1];
  const rows = rowsOf(file, content);
  const training = trainingOf(file, content, recipe, stage);
  const steps = rows.filter((row) => row.kind === "step" && row.stage === stage);
  check(steps.length === training.state.steps, "the curves have another number of steps");
  check(training.state.steps <= recipe.stages[stage].steps, "there are more steps than the recipe has");
  return { ...others, recipe, rows, training, networks: { networks: networksOf(file, content), chained } };
}

/**
 * Reads the checkpoint of a run from an untrusted file.
 * @throws FileError naming the file if it is no checkpoint, damaged, too large or of a newer version
 */
export async function readRunCheckpoint({ name, file }: NamedCheckpoint): Promise<RunCheckpoint> {
  const read = await readCheckpointFile(name, file);
  try {
    return unpack(read);
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof LabError || v.isValiError(cause))) throw cause;
    const why = cause instanceof LabError ? ` ${cause.message}` : "";
    throw new FileError(
      name,
      `The checkpoint does not describe a run that can be resumed.${why} Use the checkpoint of another run, or train again.`,
      { cause },
    );
  }
}
