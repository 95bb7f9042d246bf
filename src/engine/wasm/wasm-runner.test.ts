import { beforeAll, describe, expect, it, vi } from "vitest";
import { letMessagesIn } from "../../core/let-messages-in.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import { directionNet } from "../../nets/direction-net.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { type NumberArray, sizeOf } from "../../nets/weights.ts";
import { OutOfMemoryError, ThreadLostError } from "../device/device-error.ts";
import type { ExecutorOptions, StepResult } from "../executor.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { imagesAtOnce, trainingMemory } from "../plan/training-memory.ts";
import { ADAM } from "../testing/optimiser-suite.ts";
import type { TrainingState } from "../training-state.ts";
import type { Helper } from "./helper-threads.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { startThread } from "./testing/start-thread.ts";
import { createWasmExecutor } from "./wasm-executor.ts";
import { WASM_LIMITS } from "./wasm-memory.ts";
import type { WasmEngine } from "./wasm-runner.ts";

/** Claims the first job of a kernel by the word of `kernels/run.ts` for claims, and does not do it. */
const CLAIMS_ONLY = `
const { parentPort, workerData } = require("node:worker_threads");
const state = new BigInt64Array(workerData.memory.buffer, 64, 1);
parentPort.postMessage("started");
for (;;) {
  const seen = Atomics.load(state, 0);
  const isFirstJob = seen >> 32n > 1n && (seen & 0xffffffffn) === 0n;
  if (isFirstJob && Atomics.compareExchange(state, 0, seen, seen + 1n) === seen) break;
}
setInterval(() => {}, 1000);
`;

const RATE = 1e-2;
const SIZE = { batch: 5, rows: 16, columns: 32 };
const DIRECTION = directionNet({ m: 1 / 32 });
const UNET = unet({ F: 2, depth: 2 });
const OPTIONS: readonly ExecutorOptions[] = [
  { graph: DIRECTION, loss: stageLoss("direction"), optimiser: ADAM, weights: initialise(DIRECTION, 1) },
  { graph: UNET, loss: stageLoss("semantic"), optimiser: ADAM, weights: initialise(UNET, 1) },
];
const [TEACHES_DIRECTION, SEMANTIC] = OPTIONS;

function batchOf({ batch, rows, columns }: typeof SIZE) {
  const array = (channels: number, value: (at: number) => number): NumberArray => {
    const shape = [batch, rows, columns, channels];
    return { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, at) => value(at)) };
  };
  const mask = array(1, (at) => Number(Math.sin(at) > 0));
  const weight = array(1, (at) => 0.1 + (at % 7));
  const targets = { mask, inside: array(1, () => 1), unit_vectors: array(2, Math.cos), valid: mask, weight };
  return { inputs: { image: array(1, (at) => Math.sin(at * at)), mask }, targets };
}
const { inputs, targets } = batchOf(SIZE);

let engine: WasmEngine;
beforeAll(async () => {
  engine = await engineInNode(1);
});

describe("threads", () => {
  it.each(OPTIONS)("do not affect any bit of the result: %$", async (options) => {
    const [expected, ...others] = await Promise.all(
      [1, 2, 3].map(async (threads) => {
        const executor = createWasmExecutor(options, { ...engine, threads });
        const results: StepResult[] = [];
        for (let step = 0; step < 3; step++) results.push(await executor.step(inputs, targets, RATE));
        const state = await executor.readState();
        const output = await executor.predict(inputs);
        executor.dispose();
        return { results, state, output };
      }),
    );
    for (const other of others) expect(other).toEqual(expected);
  });

  it("end the training if one is lost, and leave the weights of the last step", async () => {
    const helpers: Helper[] = [];
    let losses = 0;
    const executor = createWasmExecutor(SEMANTIC, {
      ...engine,
      threads: 2,
      startHelper(start) {
        const helper = engine.startHelper(start);
        helpers.push(helper);
        return helper;
      },
      onLost() {
        losses += 1;
      },
    });
    await executor.step(inputs, targets, RATE);
    const weights = await executor.readWeights();
    helpers[0].end();
    await helpers[0].ended;
    await expect(executor.step(inputs, targets, RATE)).rejects.toThrow(ThreadLostError);
    await expect(executor.predict(inputs)).rejects.toThrow("The weights trained so far are kept");
    expect(await executor.readWeights()).toEqual(weights);
    expect(losses).toBe(1);
    executor.dispose();
  });

  it.each(OPTIONS)("that do not finish a job are not awaited forever: %$", async (options) => {
    const executor = createWasmExecutor(options, {
      ...engine,
      threads: 2,
      startHelper: (start) => startThread(start, CLAIMS_ONLY),
      mostWaits: 3,
    });
    let state = await executor.readState();
    const untilLost = async () => {
      // The claim may come late where the machine is busy.
      for (;;) {
        await executor.step(inputs, targets, RATE);
        state = await executor.readState();
      }
    };
    await expect(untilLost()).rejects.toThrow(ThreadLostError);
    expect(await executor.readState()).toEqual(state);
    executor.dispose();
  });

  it("that are lost during overlapping steps leave the state of the last completed step", async () => {
    const executor = createWasmExecutor(SEMANTIC, {
      ...engine,
      threads: 2,
      startHelper: (start) => startThread(start, CLAIMS_ONLY),
      mostWaits: 3,
    });
    const reading: Promise<TrainingState>[] = [];
    const steps: Promise<StepResult>[] = [];
    for (let lost = false; !lost; ) {
      const step = executor.step(inputs, targets, RATE);
      // Awaited later.
      step.catch(() => {});
      steps.push(step);
      reading.push(executor.readState());
      // Every other step begins before the one before has ended.
      if (steps.length % 2 === 0) lost = await step.then(() => false).catch(() => true);
    }
    const ends = await Promise.allSettled(steps);
    const done = ends.filter(({ status }) => status === "fulfilled").length;
    const last = await executor.readState();
    expect(last.steps).toBe(done);
    const alone = createWasmExecutor(SEMANTIC, engine);
    const expected = [await alone.readState()];
    for (let step = 0; step < done; step++) {
      await alone.step(inputs, targets, RATE);
      expected.push(await alone.readState());
    }
    for (const state of [...(await Promise.all(reading)), last]) expect(state).toEqual(expected[state.steps]);
    executor.dispose();
    alone.dispose();
  });

  it("report that they cannot start", async () => {
    const executor = createWasmExecutor(SEMANTIC, {
      ...engine,
      threads: 2,
      startHelper: () => ({
        started: Promise.reject(new Error("refused")),
        ended: new Promise(() => {}),
        end() {},
      }),
    });
    await expect(executor.step(inputs, targets, RATE)).rejects.toThrow(ThreadLostError);
    executor.dispose();
  });
});

describe("the order of work", () => {
  it.each([1, 3])(
    "completes a running step before disposal, and starts none afterwards: %i threads",
    async (threads) => {
      const helpers: Helper[] = [];
      const [executor, other] = [threads, 1].map((count) =>
        createWasmExecutor(SEMANTIC, {
          ...engine,
          threads: count,
          startHelper(start) {
            const helper = engine.startHelper(start);
            helpers.push(helper);
            return helper;
          },
        }),
      );
      const expected = [await other.step(inputs, targets, RATE), await other.step(inputs, targets, RATE)];
      const first = await executor.step(inputs, targets, RATE);
      const second = executor.step(inputs, targets, RATE);
      // It begins once its plan is ready.
      await letMessagesIn();
      executor.dispose();
      expect([first, await second]).toEqual(expected);
      await expect(executor.step(inputs, targets, RATE)).rejects.toThrow("was given back");
      await expect(executor.predict(inputs)).rejects.toThrow("was given back");
      await Promise.all(helpers.map(({ ended }) => ended));
      expect(helpers).toHaveLength(threads - 1);
      other.dispose();
    },
  );

  it("allows disposal before threads have started", async () => {
    const helpers: Helper[] = [];
    const executor = createWasmExecutor(SEMANTIC, {
      ...engine,
      threads: 3,
      startHelper(start) {
        const helper = engine.startHelper(start);
        helpers.push(helper);
        return helper;
      },
    });
    const step = executor.step(inputs, targets, RATE);
    executor.dispose();
    await expect(step).rejects.toThrow();
    await Promise.all(helpers.map(({ ended }) => ended));
  });

  it("is that of the calls, for overlapping steps", async () => {
    const [one, other] = [0, 1].map(() => createWasmExecutor(SEMANTIC, engine));
    const overlapping = await Promise.all([0, 1, 2].map(() => one.step(inputs, targets, RATE)));
    const single: StepResult[] = [];
    for (let step = 0; step < 3; step++) single.push(await other.step(inputs, targets, RATE));
    expect(overlapping).toEqual(single);
    expect(await one.readState()).toEqual(await other.readState());
    one.dispose();
    other.dispose();
  });
});

describe("memory", () => {
  it("that is short splits a batch into micro-batches", async () => {
    const network = { graph: DIRECTION, layout: layOutParameters(DIRECTION), tiling: CPU_TILING, seed: 0 };
    const { bytes } = trainingMemory(network, SIZE, TEACHES_DIRECTION, 2, [], [], WASM_LIMITS);
    const limits = { ...WASM_LIMITS, total: bytes };
    expect(imagesAtOnce(network, SIZE, TEACHES_DIRECTION, limits)).toBe(2);
    const [whole, parts] = [WASM_LIMITS, limits].map((most) =>
      createWasmExecutor(TEACHES_DIRECTION, engine, most),
    );
    for (let step = 0; step < 3; step++) {
      const expected = await whole.step(inputs, targets, RATE);
      const actual = await parts.step(inputs, targets, RATE);
      expect(Math.abs(actual.loss / expected.loss - 1)).toBeLessThan(1e-4);
      expect(Math.abs(actual.gradientNorm / expected.gradientNorm - 1)).toBeLessThan(1e-4);
    }
    whole.dispose();
    parts.dispose();
  });

  it("that is short splits an image into tiles", async () => {
    const whole = createWasmExecutor(SEMANTIC, engine);
    const tiled = createWasmExecutor(SEMANTIC, engine, { ...WASM_LIMITS, total: 1.2e6 });
    const image = batchOf({ batch: 1, rows: 192, columns: 256 });
    expect(await tiled.predict(image.inputs)).toEqual(await whole.predict(image.inputs));
    expect(tiled.memoryBytes()).toBeLessThan(whole.memoryBytes());
    whole.dispose();
    tiled.dispose();
  });

  it("does not grow with repeated steps, predictions and evaluations", async () => {
    const executor = createWasmExecutor(SEMANTIC, engine);
    const once = async () => {
      await executor.step(inputs, targets, RATE);
      await executor.predict(inputs);
      await executor.evaluate(inputs, targets);
    };
    await once();
    const held = executor.memoryBytes();
    for (let time = 0; time < 5; time++) await once();
    expect(executor.memoryBytes()).toBe(held);
    executor.dispose();
  });

  it("does not grow with image sizes whose plans were evicted", async () => {
    const executor = createWasmExecutor(SEMANTIC, engine);
    const predictAll = async () => {
      for (let side = 1; side <= 20; side++) {
        await executor.predict(batchOf({ batch: 1, rows: 8 * side, columns: 8 * side }).inputs);
      }
    };
    await predictAll();
    const held = executor.memoryBytes();
    for (let time = 0; time < 3; time++) await predictAll();
    expect(executor.memoryBytes()).toBeLessThan(1.5 * held);
    executor.dispose();
  });

  it("that is refused altogether is reported with a sentence", () => {
    const refused = vi.spyOn(WebAssembly, "Memory").mockImplementation(() => {
      throw new RangeError("WebAssembly.Memory(): could not allocate memory");
    });
    try {
      expect(() => createWasmExecutor(SEMANTIC, engine)).toThrow(OutOfMemoryError);
      expect(() => createWasmExecutor(SEMANTIC, engine)).toThrow("Close other tabs and try again.");
    } finally {
      refused.mockRestore();
    }
  });

  it("that is too small for one image is reported in a sentence", async () => {
    const executor = createWasmExecutor(SEMANTIC, engine, { ...WASM_LIMITS, total: 1e4 });
    await expect(executor.step(inputs, targets, RATE)).rejects.toThrow(OutOfMemoryError);
    executor.dispose();
  });
});
