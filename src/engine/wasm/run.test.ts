import { Worker } from "node:worker_threads";
import { EXACT } from "virtual:wasm-kernels";
import { beforeAll, describe, expect, it } from "vitest";
import { convolution } from "../plan/operations/convolution.ts";
import { SIGNATURES } from "../plan/signatures.ts";
import { encodeRecord } from "./encode-record.ts";
import { PAGE_BYTES } from "./heap.ts";
import type { Helper } from "./helper-threads.ts";
import { instantiate, type KernelExports } from "./kernel-exports.ts";
import { WASM_KERNELS } from "./kernel-order.ts";
import { headerOffset, RECORD_BYTES } from "./record-layout.ts";
import { startThread } from "./testing/start-thread.ts";

const RECORDS = PAGE_BYTES;
const RECORD_COUNT = 40;
const END = RECORDS + RECORD_COUNT * RECORD_BYTES;
const [X, TARGET, WEIGHTS, SCRATCH] = [2, 10, 18, 19].map((page) => page * PAGE_BYTES);
const SCRATCH_BYTES = 2 * PAGE_BYTES;
const SIZE = { batch: 1, rows: 64, columns: 64, channels: 4, stride: 1, offset: 0 };
const FLOATS = SIZE.rows * SIZE.columns * 4;

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(Buffer.from(EXACT, "base64"));
});

/** A memory whose records each add 1 to all numbers at TARGET, in many jobs. */
function countingRecords() {
  const memory = new WebAssembly.Memory({ initial: 32, maximum: 64, shared: true });
  const kernels = instantiate(module, memory);
  const floats = (at: number, length: number) => new Float32Array(memory.buffer, at, length);
  floats(X, FLOATS).fill(1);
  for (let channel = 0; channel < 4; channel++) floats(WEIGHTS, 16)[5 * channel] = 1;
  const addresses = [X, TARGET, WEIGHTS];
  const dispatch = convolution(
    {
      size: 1,
      x: { ...SIZE, buffer: 0 },
      target: { ...SIZE, buffer: 1 },
      weights: { buffer: 2 },
      bias: null,
      relu: false,
      accumulate: true,
      mask: null,
    },
    { pixels: 1, vectors: 1 },
  );
  const view = new DataView(memory.buffer);
  for (let at = RECORDS; at < END; at += RECORD_BYTES) {
    const number = WASM_KERNELS.indexOf("convolution");
    encodeRecord(view, at, number, SIGNATURES.convolution, dispatch, ({ buffer }) => addresses[buffer]);
    kernels.prepare(at);
  }
  const jobs = view.getUint32(RECORDS + headerOffset("jobs"), true);
  return { memory, kernels, view, jobs, target: floats(TARGET, FLOATS) };
}

/** Runs all records, in runs of different lengths. */
function runAll(kernels: KernelExports): number[] {
  const starts = [0, 1, 2, 20, RECORD_COUNT].map((record) => RECORDS + record * RECORD_BYTES);
  return starts.slice(1).map((end, index) => kernels.run(starts[index], end, SCRATCH, SCRATCH_BYTES));
}

const isAll = (values: Float32Array, value: number) => values.every((one) => one === value);

describe("the records of a run", () => {
  it.each([1, 2, 3])("run once each, in order, with %i threads", async (threads) => {
    const { memory, kernels, jobs, target } = countingRecords();
    expect(jobs).toBeGreaterThan(10);
    const helpers: Helper[] = [];
    for (let thread = 1; thread < threads; thread++) helpers.push(startThread({ module, memory, thread }));
    await Promise.all(helpers.map(({ started }) => started));
    const wrong: number[] = [];
    for (let run = 1; run <= 100; run++) {
      const results = runAll(kernels);
      if (results.some((result) => result !== 0) || !isAll(target, run * RECORD_COUNT)) wrong.push(run);
    }
    expect(wrong).toEqual([]);
    kernels.stop();
    await Promise.all(helpers.map(({ ended }) => ended));
  });

  it("may have no jobs", () => {
    const { kernels, view, target } = countingRecords();
    for (const record of [0, 1, 19, RECORD_COUNT - 1]) {
      view.setUint32(RECORDS + record * RECORD_BYTES + headerOffset("jobs"), 0, true);
    }
    runAll(kernels);
    expect(isAll(target, RECORD_COUNT - 4)).toBe(true);
    kernels.runAlone(RECORDS, END, SCRATCH);
    expect(isAll(target, 2 * (RECORD_COUNT - 4))).toBe(true);
  });
});

/** Claims one job of the run in progress, as a helper does, and never finishes it. */
const CLAIM = `
const { workerData: { memory, jobs }, parentPort } = require("node:worker_threads");
const state = new BigInt64Array(memory.buffer, 64, 1);
parentPort.postMessage("started");
for (;;) {
  const now = Atomics.load(state, 0);
  if (now >> 32n > 1n && (now & 0xffffffffn) < BigInt(jobs)) {
    if (Atomics.compareExchange(state, 0, now, now + 1n) === now) break;
  }
}
`;

it("reports a lost helper if its job is not finished", async () => {
  const { memory, kernels, jobs } = countingRecords();
  const worker = new Worker(CLAIM, { eval: true, workerData: { memory, jobs } });
  await new Promise((resolve) => worker.once("message", resolve));
  let result = 0;
  for (let run = 0; run < 1000 && result === 0; run++) {
    result = kernels.run(RECORDS, END, SCRATCH, SCRATCH_BYTES);
  }
  expect(result).toBe(1);
  await worker.terminate();
});
