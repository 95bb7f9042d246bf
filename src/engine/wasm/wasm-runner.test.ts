import { beforeAll, describe, expect, it } from "vitest";
import { letMessagesIn } from "../../core/let-messages-in.ts";
import { ThreadLostError } from "../device/device-error.ts";
import type { StepResult } from "../executor.ts";
import type { TrainingState } from "../training-state.ts";
import type { Helper } from "./helper-threads.ts";
import { headerOffset } from "./record-layout.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { batchOf, DIRECTION_OPTIONS, RATE, SEMANTIC_OPTIONS, SIZE } from "./testing/small-trainings.ts";
import { startThread } from "./testing/start-thread.ts";
import { createWasmExecutor } from "./wasm-executor.ts";
import type { WasmEngine } from "./wasm-runner.ts";

/**
 * Claims any job of a kernel by the word of `kernels/run.ts` for claims, and does not do it. To wait for a certain job
 * takes minutes where all threads share a core.
 */
const CLAIMS_ONLY = `
const { parentPort, workerData } = require("node:worker_threads");
const { memory } = workerData;
const state = new BigInt64Array(memory.buffer, 64, 1);
const jobsOf = (record) => new Uint32Array(memory.buffer, Number(record) + ${headerOffset("jobs")}, 1)[0];
parentPort.postMessage("started");
for (;;) {
  const seen = Atomics.load(state, 0);
  const record = seen >> 32n;
  const isThere = record > 1n && (seen & 0xffffffffn) < BigInt(jobsOf(record));
  if (isThere && Atomics.compareExchange(state, 0, seen, seen + 1n) === seen) break;
}
setInterval(() => {}, 1000);
`;

const { inputs, targets } = batchOf(SIZE);

let engine: WasmEngine;
beforeAll(async () => {
  engine = await engineInNode(1);
});

describe("threads", () => {
  it.each([DIRECTION_OPTIONS, SEMANTIC_OPTIONS])(
    "do not affect any bit of the result: %$",
    async (options) => {
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
    },
  );

  it("end the training if one is lost, and leave the weights of the last step", async () => {
    const helpers: Helper[] = [];
    let losses = 0;
    const executor = createWasmExecutor(SEMANTIC_OPTIONS, {
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
    await expect(executor.predict(inputs)).rejects.toThrow("A thread of the CPU engine stopped working");
    expect(await executor.readWeights()).toEqual(weights);
    expect(losses).toBe(1);
    executor.dispose();
  });

  it.each([DIRECTION_OPTIONS, SEMANTIC_OPTIONS])(
    "that do not finish a job are not awaited forever: %$",
    async (options) => {
      const executor = createWasmExecutor(options, {
        ...engine,
        threads: 2,
        startHelper: (start) => startThread(start, CLAIMS_ONLY),
        maxWaits: 3,
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
    },
  );

  it("that are lost during overlapping steps leave the state of the last completed step", async () => {
    const executor = createWasmExecutor(SEMANTIC_OPTIONS, {
      ...engine,
      threads: 2,
      startHelper: (start) => startThread(start, CLAIMS_ONLY),
      maxWaits: 3,
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
    const alone = createWasmExecutor(SEMANTIC_OPTIONS, engine);
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
    const executor = createWasmExecutor(SEMANTIC_OPTIONS, {
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
        createWasmExecutor(SEMANTIC_OPTIONS, {
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
    const executor = createWasmExecutor(SEMANTIC_OPTIONS, {
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
    const [one, other] = [0, 1].map(() => createWasmExecutor(SEMANTIC_OPTIONS, engine));
    const overlapping = await Promise.all([0, 1, 2].map(() => one.step(inputs, targets, RATE)));
    const single: StepResult[] = [];
    for (let step = 0; step < 3; step++) single.push(await other.step(inputs, targets, RATE));
    expect(overlapping).toEqual(single);
    expect(await one.readState()).toEqual(await other.readState());
    one.dispose();
    other.dispose();
  });
});
