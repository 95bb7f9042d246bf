import { describe, expect, it } from "vitest";
import { FileError } from "../core/dataset/pairing/file-error.ts";
import { writeCheckpointFile } from "../io/write/checkpoint-file.ts";
import type { CheckpointArray } from "../io/write/checkpoint-layout.ts";
import { packRunCheckpoint } from "./pack-run-checkpoint.ts";
import { EXAMPLE_CHECKPOINT, epochOf } from "./testing/example-checkpoint.ts";
import { readRunCheckpoint } from "./unpack-run-checkpoint.ts";

const NAME = "runs/a/checkpoint.bin";
async function fileOf(content: object, arrays: readonly CheckpointArray[]) {
  return { name: NAME, file: new Blob([...(await writeCheckpointFile(content, arrays))]) };
}

type Fields = Record<string, unknown>;

/** The checkpoint with some fields of its content replaced. */
const withFields = (change: (content: Fields) => Fields) => {
  const { content, arrays } = packRunCheckpoint(EXAMPLE_CHECKPOINT);
  return fileOf({ ...content, ...change(content as Fields) }, arrays);
};

/** The checkpoint with changed arrays. */
const withArrays = (change: (array: CheckpointArray) => CheckpointArray[]) => {
  const { content, arrays } = packRunCheckpoint(EXAMPLE_CHECKPOINT);
  return fileOf(content, arrays.flatMap(change));
};

const training = (changes: Fields) =>
  withFields((content) => ({ training: { ...(content.training as Fields), ...changes } }));

const { recipe } = EXAMPLE_CHECKPOINT;
const WIDER = { ...recipe, networks: { ...recipe.networks, direction: { m: 1 / 16 } } };

/** Weights that are not finite. */
const spoilt = (array: CheckpointArray) => [
  array.name === "weights/conv1_1.weight" ? { ...array, data: array.data.map(() => Number.NaN) } : array,
];

describe("the checkpoint of a run", () => {
  it("round-trips with all of its bits", async () => {
    const { content, arrays } = packRunCheckpoint(EXAMPLE_CHECKPOINT);
    expect(await readRunCheckpoint(await fileOf(content, arrays))).toEqual(EXAMPLE_CHECKPOINT);
  });

  it.each([
    ["another id", () => withFields(() => ({ id: "../run" }))],
    ["stages out of order", () => withFields(() => ({ stages: ["direction", "semantic"] }))],
    ["a stage that the run does not have", () => withFields(() => ({ stages: ["semantic", "energy"] }))],
    ["no stage", () => withFields(() => ({ progress: [] }))],
    ["a recipe of larger networks", () => withFields(() => ({ recipe: WIDER }))],
    ["a recipe that is not valid", () => withFields(() => ({ recipe: { ...recipe, batch: -1 } }))],
    ["more steps than the curves", () => training({ steps: 4 })],
    ["a validation after the last step", () => training({ validated: 4 })],
    ["another state of the optimiser", () => training({ memorySets: 1 })],
    ["best weights of an infinite rank", () => training({ best: { rank: null, step: 2 } })],
    ["an epoch that is not there yet", () => withFields(() => ({ epochs: [epochOf("direction", 9)] }))],
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
    expect(Object.keys(read).sort()).toEqual(Object.keys(EXAMPLE_CHECKPOINT).sort());
    expect("polluted" in {}).toBe(false);
  });
});
