import { beforeAll, describe, expect, it } from "vitest";
import type { Batch } from "../../core/dataset/sampling/batch.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { directionNet } from "../../nets/direction-net.ts";
import type { Graph } from "../../nets/graph.ts";
import { GraphBuilder } from "../../nets/graph-builder.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { syntheticBatch } from "../comparison/synthetic-batch.ts";
import type { Executor } from "../executor.ts";
import { recipeArrays } from "../shared-arrays.ts";
import { stageArrays } from "../stage-arrays.ts";
import { ADAM } from "../testing/optimiser-suite.ts";
import { freshState } from "../training-state.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { createWasmExecutor } from "./wasm-executor.ts";
import type { WasmEngine } from "./wasm-runner.ts";

const RATE = 1e-3;
const NETS = new Map<Stage, Graph>([
  ["semantic", unet({ F: 2, depth: 2 })],
  ["direction", directionNet({ m: 1 / 32 })],
  ["energy", watershedNet({ m: 1 / 32 })],
]);
const STAGES = [...NETS.keys()];

let engine: WasmEngine;
beforeAll(async () => {
  engine = await engineInNode(1);
});

function create(stage: Stage, graph: Graph, threads: number): Executor {
  const options = { graph, loss: stageLoss(stage), optimiser: ADAM, weights: initialise(graph, 1) };
  return createWasmExecutor(options, { ...engine, threads });
}

/** A few steps, a prediction, an evaluation and the state. */
async function runAll(executor: Executor, stage: Stage, batch: Batch) {
  const { inputs, targets } = recipeArrays(stage, batch, null, RECIPES.tiny);
  const results = [];
  for (let step = 0; step < 3; step++) results.push(await executor.step(inputs, targets, RATE));
  const output = await executor.predict(inputs);
  const evaluation = await executor.evaluate(inputs, targets);
  return { results, output, evaluation, state: await executor.readState() };
}

async function runOnce(stage: Stage, graph: Graph, threads: number, batch: Batch) {
  const executor = create(stage, graph, threads);
  const used = await runAll(executor, stage, batch);
  executor.dispose();
  return used;
}

/** A network that takes images of every size. */
function withoutPooling(): Graph {
  const builder = new GraphBuilder();
  let x = builder.convWithoutBias("first", builder.input("image", 1), 3, 5);
  x = builder.relu("relu", builder.batchNorm("norm", x));
  x = builder.convRelu("second", x, 5, 9);
  return builder.build("a network without pooling", builder.conv("last", x, 1, 1));
}

function expectFinite({ results, output, evaluation, state }: Awaited<ReturnType<typeof runAll>>): void {
  const arrays = [output, ...[state.weights, ...state.memory].flatMap((set) => Object.values(set))];
  expect(arrays.every(({ data }) => data.every(Number.isFinite))).toBe(true);
  expect([evaluation.loss, ...results.map(({ loss }) => loss)].every(Number.isFinite)).toBe(true);
}

describe("images of one pixel, and of one row or column", () => {
  it.each([
    [1, 1],
    [1, 4000],
    [4000, 1],
    [3, 1],
    [2, 7],
  ])("give finite results, bit-identical with many threads: %i x %i px", async (rows, columns) => {
    const batch = syntheticBatch(1, rows, columns);
    const expected = await runOnce("semantic", withoutPooling(), 1, batch);
    expectFinite(expected);
    expect(await runOnce("semantic", withoutPooling(), 8, batch)).toEqual(expected);
  });

  it.each(STAGES)("whose deepest layer has one row or pixel: %s", async (stage) => {
    const graph = NETS.get(stage)!;
    const side = { semantic: 4, direction: 16, energy: 4, joint: 16, shared: 4 }[stage];
    for (const [rows, columns] of [
      [side, side],
      [side, 960],
    ]) {
      const batch = syntheticBatch(1, rows, columns);
      const expected = await runOnce(stage, graph, 1, batch);
      expectFinite(expected);
      expect(await runOnce(stage, graph, 3, batch)).toEqual(expected);
    }
  });
});

describe("non-finite and very large inputs", () => {
  it.each(STAGES)("neither end a thread nor exhaust memory: %s", async (stage) => {
    const graph = NETS.get(stage)!;
    const batch = syntheticBatch(2, 16, 32);
    const expected = await runOnce(stage, graph, 1, batch);
    expectFinite(expected);
    const executor = create(stage, graph, 3);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -3e38, 1e30]) {
      const spoilt = (data: Float32Array) => data.map((number, at) => (at % 7 === 0 ? value : number));
      const wrong = { ...batch, image: spoilt(batch.image), unitVectors: spoilt(batch.unitVectors) };
      await runAll(executor, stage, wrong);
      await runAll(executor, stage, { ...wrong, level: spoilt(batch.level), weight: spoilt(batch.weight) });
      // What is left of them in memory spoils no later step.
      executor.writeState(freshState(initialise(graph, 1)));
      expect(await runAll(executor, stage, batch)).toEqual(expected);
    }
    executor.dispose();
  });
});

describe("more threads than cores, and several networks", () => {
  it("give bit-identical results side by side", async () => {
    const batch = syntheticBatch(1, 32, 32);
    const expected = await Promise.all(STAGES.map((stage) => runOnce(stage, NETS.get(stage)!, 1, batch)));
    const together = await Promise.all(STAGES.map((stage) => runOnce(stage, NETS.get(stage)!, 8, batch)));
    expect(together).toEqual(expected);
  });

  it("give bit-identical results for concurrent steps, predictions and evaluations", async () => {
    const stage = "semantic";
    const { inputs, targets } = stageArrays(stage, syntheticBatch(1, 32, 32), null);
    const all = async (executor: Executor) => {
      const work = [0, 1, 2].flatMap(() => [
        executor.step(inputs, targets, RATE),
        executor.predict(inputs),
        executor.evaluate(inputs, targets),
      ]);
      const results = await Promise.all<unknown>(work);
      const state = await executor.readState();
      executor.dispose();
      return { results, state };
    };
    const expected = await all(create(stage, NETS.get(stage)!, 1));
    expect(await all(create(stage, NETS.get(stage)!, 3))).toEqual(expected);
  });
});
