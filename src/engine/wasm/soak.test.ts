import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, expect, inject, it } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { syntheticBatch } from "../comparison/synthetic-batch.ts";
import { ThreadLostError } from "../device/device-error.ts";
import type { ExecutorOptions } from "../executor.ts";
import { stageArrays } from "../stage-arrays.ts";
import { ADAM } from "../testing/optimiser-suite.ts";
import { allFinite } from "../training/trainer.ts";
import type { TrainingState } from "../training-state.ts";
import type { Helper } from "./helper-threads.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { type KillableHelper, type Moment, startKillable } from "./testing/killable-thread.ts";
import { createWasmExecutor } from "./wasm-executor.ts";
import type { WasmEngine } from "./wasm-runner.ts";

const { steps: STEPS, kills: KILLS, minutes: MINUTES } = inject("cpuSoak");
const RATE = 1e-3;
/** When threads are killed, in turn; a random delay decides what is hit. */
const MOMENTS: readonly Moment[] = ["inside a run", "between runs", "inside a run", "starting"];
/** Longest delay of a kill, and pause between two steps, in ms. A step takes about 4 ms. */
const [MAX_DELAY, PAUSE] = [8, 20];
const SENTENCE =
  "A thread of the CPU engine stopped working, perhaps because memory ran out. Close other tabs and programs, and try again.";

const UNFINISHED = "a helper did not finish its job";

function training(F: number, depth: number): ExecutorOptions {
  const graph = unet({ F, depth });
  return { graph, loss: stageLoss("semantic"), optimiser: ADAM, weights: initialise(graph, 1) };
}

let engine: WasmEngine;
beforeAll(async () => {
  engine = await engineInNode(1);
});

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes of live objects and of arrays, without the memories of WebAssembly. */
function heapBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Growth of the heap in bytes that is no leak: code that V8 compiles, and the tables of the test itself. */
const MAX_GROWTH = 2e6;

it(`trains ${STEPS} steps in constant memory, and ends its threads`, { timeout: MINUTES * 60_000 }, async ({
  annotate,
}) => {
  const threads = 3;
  const { inputs, targets } = stageArrays("semantic", syntheticBatch(2, 32, 32), null);
  const helpers: Helper[] = [];
  const executor = createWasmExecutor(training(2, 1), {
    ...engine,
    threads,
    startHelper(start) {
      const helper = engine.startHelper(start);
      helpers.push(helper);
      return helper;
    },
  });
  const start = performance.now();
  const held: { readonly memory: number; readonly heap: number }[] = [];
  for (let step = 1; step <= STEPS; step++) {
    const { loss } = await executor.step(inputs, targets, RATE);
    if (!Number.isFinite(loss)) throw new Error(`the loss of step ${step} is ${loss}`);
    if (step % (STEPS / 10) === 0) held.push({ memory: executor.memoryBytes(), heap: heapBytes() });
  }
  const rate = Math.round((STEPS / (performance.now() - start)) * 1000);
  const megabytes = held.map(({ heap }) => (heap / 1e6).toFixed(2));
  await annotate(`${rate} steps per second, heap ${megabytes.join(", ")} MB, memory ${held[0].memory} bytes`);
  expect((await executor.readState()).steps).toBe(STEPS);
  expect(new Set(held.map(({ memory }) => memory)).size).toBe(1);
  const [, , warm] = held;
  expect(held.slice(3).filter(({ heap }) => heap > warm.heap + MAX_GROWTH)).toEqual([]);
  executor.dispose();
  await Promise.all(helpers.map(({ ended }) => ended));
  expect(helpers).toHaveLength(threads - 1);
});

it(`reports each of ${KILLS} killed threads, keeps the weights of the last step, and continues from them`, {
  timeout: MINUTES * 60_000,
}, async ({ annotate }) => {
  const options = training(4, 2);
  const { inputs, targets } = stageArrays("semantic", syntheticBatch(2, 32, 48), null);
  const alone = createWasmExecutor(options, engine);
  const undisturbed: TrainingState[] = [await alone.readState()];
  /** The state after some steps without a kill. */
  const stateAfter = async (steps: number) => {
    while (undisturbed.length <= steps) {
      await alone.step(inputs, targets, RATE);
      undisturbed.push(await alone.readState());
    }
    return undisturbed[steps];
  };
  const random = createRandom(1);
  const moments = new Map<Moment, number>();
  const helpers: KillableHelper[] = [];
  const start = (threads: number, state: TrainingState) => {
    const executor = createWasmExecutor(options, {
      ...engine,
      threads,
      startHelper(start) {
        const helper = startKillable(start);
        helpers.push(helper);
        return helper;
      },
    });
    executor.writeState(state);
    return executor;
  };
  for (let kill = 0; kill < KILLS; kill++) {
    const threads = 2 + (kill % 2);
    const executor = start(threads, await stateAfter(random.integer(5)));
    const victim = () => helpers[helpers.length - 1 - random.integer(threads - 1)];
    const moment = MOMENTS[kill % MOMENTS.length];
    const untilLost = async () => {
      const first = executor.step(inputs, targets, RATE);
      if (moment === "starting") victim().killAfter(0);
      await first;
      if (moment === "inside a run") victim().killAfter(random.uniform(0, MAX_DELAY));
      if (moment === "between runs") {
        victim().killAfter(0);
        await setTimeout(PAUSE);
      }
      for (;;) await executor.step(inputs, targets, RATE);
    };
    const error: unknown = await untilLost().catch((error: unknown) => error);
    const killed = await Promise.race(helpers.slice(1 - threads).map((helper) => helper.killed));
    moments.set(killed, (moments.get(killed) ?? 0) + 1);
    expect(error).toBeInstanceOf(ThreadLostError);
    expect(error).toHaveProperty("message", SENTENCE);
    // Noticed by its end, not by waiting for its job in vain.
    expect(error).not.toHaveProperty("cause", UNFINISHED);
    const kept = await executor.readState();
    expect(allFinite(kept.weights)).toBe(true);
    expect(kept).toEqual(await stateAfter(kept.steps));
    expect(await executor.readWeights()).toEqual(kept.weights);
    executor.dispose();
    const next = start(threads, kept);
    await next.step(inputs, targets, RATE);
    await next.step(inputs, targets, RATE);
    expect(await next.readState()).toEqual(await stateAfter(kept.steps + 2));
    next.dispose();
  }
  await annotate([...moments].map(([moment, count]) => `${count} ${moment}`).join(", "));
  await Promise.all(helpers.map(({ ended }) => ended));
  expect([...moments.values()].reduce((sum, count) => sum + count, 0)).toBe(KILLS);
  alone.dispose();
});
