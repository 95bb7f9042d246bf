import { beforeAll, expect, it, vi } from "vitest";
import { OutOfMemoryError } from "../device/device-error.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { imagesAtOnce, trainingMemory } from "../plan/training-memory.ts";
import { scratchBytes } from "./scratch-bytes.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { batchOf, DIRECTION_OPTIONS, RATE, SEMANTIC_OPTIONS, SIZE } from "./testing/small-trainings.ts";
import { createWasmExecutor } from "./wasm-executor.ts";
import { WASM_LIMITS } from "./wasm-memory.ts";
import type { WasmEngine } from "./wasm-runner.ts";

const { inputs, targets } = batchOf(SIZE);

/** Of memory: gaps between blocks, and the module's own data. */
const LARGEST_ERROR = 0.05;

let engine: WasmEngine;
beforeAll(async () => {
  engine = await engineInNode(1);
});

it("memory that is short splits a batch into micro-batches", async () => {
  const { graph } = DIRECTION_OPTIONS;
  const network = { graph, layout: layOutParameters(graph), tiling: CPU_TILING, seed: 0 };
  const { bytes } = trainingMemory(network, SIZE, DIRECTION_OPTIONS, 2, [], [], WASM_LIMITS);
  const limits = { ...WASM_LIMITS, total: bytes };
  expect(imagesAtOnce(network, SIZE, DIRECTION_OPTIONS, limits)).toBe(2);
  const [whole, parts] = [WASM_LIMITS, limits].map((most) =>
    createWasmExecutor(DIRECTION_OPTIONS, engine, most),
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

it.each([1, 3])(
  "memory of a training is known before, with scratch memory of %i threads",
  async (threads) => {
    const own = await engineInNode(threads);
    const { graph } = DIRECTION_OPTIONS;
    const network = { graph, layout: layOutParameters(graph), tiling: CPU_TILING, seed: 0 };
    const image = { batch: 1, rows: 64, columns: 80 };
    const need = trainingMemory(
      network,
      SIZE,
      DIRECTION_OPTIONS,
      SIZE.batch,
      [image],
      [image],
      WASM_LIMITS,
      scratchBytes(own),
    );
    const executor = createWasmExecutor(DIRECTION_OPTIONS, own);
    const { inputs: pixels, targets: truth } = batchOf(image);
    await executor.evaluate(pixels, truth);
    await executor.step(inputs, targets, RATE);
    await executor.predict(pixels);
    expect(Math.abs(executor.memoryBytes() / need.bytes - 1)).toBeLessThan(LARGEST_ERROR);
    executor.dispose();
  },
);

it("memory that is short splits an image into tiles", async () => {
  const whole = createWasmExecutor(SEMANTIC_OPTIONS, engine);
  const tiled = createWasmExecutor(SEMANTIC_OPTIONS, engine, { ...WASM_LIMITS, total: 1.2e6 });
  const image = batchOf({ batch: 1, rows: 192, columns: 256 });
  expect(await tiled.predict(image.inputs)).toEqual(await whole.predict(image.inputs));
  expect(tiled.memoryBytes()).toBeLessThan(whole.memoryBytes());
  whole.dispose();
  tiled.dispose();
});

it("memory does not grow with repeated steps, predictions and evaluations", async () => {
  const executor = createWasmExecutor(SEMANTIC_OPTIONS, engine);
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

it("memory does not grow with image sizes whose plans were evicted", async () => {
  const executor = createWasmExecutor(SEMANTIC_OPTIONS, engine);
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

it("memory that is too small for one image is reported in a sentence", async () => {
  const executor = createWasmExecutor(SEMANTIC_OPTIONS, engine, { ...WASM_LIMITS, total: 1e4 });
  await expect(executor.step(inputs, targets, RATE)).rejects.toThrow(OutOfMemoryError);
  executor.dispose();
});

it("memory that is refused altogether is reported in a sentence", () => {
  const refused = vi.spyOn(WebAssembly, "Memory").mockImplementation(() => {
    throw new RangeError("WebAssembly.Memory(): could not allocate memory");
  });
  try {
    expect(() => createWasmExecutor(SEMANTIC_OPTIONS, engine)).toThrow(OutOfMemoryError);
    expect(() => createWasmExecutor(SEMANTIC_OPTIONS, engine)).toThrow("Close other tabs and try again.");
  } finally {
    refused.mockRestore();
  }
});
