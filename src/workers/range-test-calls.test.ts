import { beforeAll, expect, test } from "vitest";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import { type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { RANGE_STEPS, type RangePoint } from "../core/schedule/range-test.ts";
import { syntheticBatch } from "../engine/comparison/synthetic-batch.ts";
import { engineInNode } from "../engine/wasm/testing/engine-under-test.ts";
import { createWasmExecutor } from "../engine/wasm/wasm-executor.ts";
import type { WasmEngine } from "../engine/wasm/wasm-runner.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { NetworkStore } from "./network-store.ts";
import { rangeTestCalls } from "./range-test-calls.ts";
import { type Endpoint, serve } from "./rpc.ts";
import type { RunSampleCalls } from "./sample.protocol.ts";

const SIDE = 16;
const RECIPE: Recipe = parseRecipe({
  ...RECIPES.tiny,
  crop: SIDE,
  batch: 2,
  networks: { semantic: { F: 2, depth: 1 }, direction: { m: 1 / 32 }, energy: { m: 1 / 32 } },
});
const TRAINING = [{ id: "a", rows: SIDE, columns: SIDE, cells: 3 }];

let wasm: WasmEngine;
beforeAll(async () => {
  wasm = await engineInNode(1);
});

const engines = {
  start: () => Promise.resolve({} as never),
  takeTunings: () => {},
  create: (options: Parameters<typeof createWasmExecutor>[0]) => createWasmExecutor(options, wasm),
};

/** A port to a sample worker in this thread, with the same batch at every step. */
function openPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const refuse = () => Promise.reject(new Error("not in this test"));
  serve<RunSampleCalls>(port2 as unknown as Endpoint, {
    show: refuse,
    wholeImage: refuse,
    firstSample: refuse,
    validationBatch: refuse,
    beginRun: async () => null,
    trainingBatch: async () => syntheticBatch(2, SIDE, SIDE),
  });
  port2.start();
  return port1;
}

function testOf(stage: Stage, changes: { recipe?: Recipe; store?: NetworkStore; isBusy?: boolean } = {}) {
  const { recipe = RECIPE, store = new NetworkStore(engines), isBusy = false } = changes;
  const alone = <Result>(work: () => Promise<Result>) => (isBusy ? "A run is in progress." : work());
  const controller = new AbortController();
  const events: (readonly RangePoint[])[] = [];
  const { testRange } = rangeTestCalls({ engines, store, alone });
  const start = (onEvent: (points: readonly RangePoint[]) => void = () => {}) =>
    testRange(
      { recipe, stage, training: TRAINING, ports: [openPort()], tunings: null },
      {
        signal: controller.signal,
        emit: (points) => {
          events.push(points);
          onEvent(points);
        },
      },
    );
  return { start, events, controller };
}

test("the test reports a point after every step, and the same twice", async () => {
  const { start, events } = testOf("semantic");
  const points = await start();
  if (!Array.isArray(points)) throw new TypeError("the result is not a list");
  expect(points.length).toBeGreaterThan(10);
  expect(points.length).toBeLessThanOrEqual(RANGE_STEPS);
  expect(events.map(({ length }) => length)).toEqual(points.map((_, step) => step + 1));
  expect(await testOf("semantic").start()).toEqual(points);
});

test("trained networks are the start of the joint stage, and stay as they are", async () => {
  const store = new NetworkStore(engines);
  for (const stage of STAGES.slice(0, 3)) {
    const weights = initialise(stageGraph(stage, RECIPE.networks), 7);
    store.put(stage, weights, { recipe: RECIPE, engine: null });
  }
  const before = structuredClone(store.content());
  await testOf("joint", { store }).start();
  await testOf("direction", { store, recipe: { ...RECIPE, gate: "predicted" } }).start();
  expect(store.content()).toEqual(before);
});

test("a cancelled test ends before its next step", async () => {
  const { start, events, controller } = testOf("semantic");
  await expect(start(({ length }) => length === 3 && controller.abort())).rejects.toThrow();
  expect(events).toHaveLength(3);
});

test("a test that is not possible says why", async () => {
  await expect(testOf("joint").start()).rejects.toThrow("Train the stage");
  await expect(testOf("direction", { isBusy: true }).start()).rejects.toThrow("A run is in progress.");
  const gated = testOf("direction", { recipe: { ...RECIPE, gate: "predicted" } });
  await expect(gated.start()).rejects.toThrow("train Cell mask first");
});
