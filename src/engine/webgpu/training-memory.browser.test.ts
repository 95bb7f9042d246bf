import { beforeAll, describe, expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { directionNet } from "../../nets/direction-net.ts";
import { initialise } from "../../nets/initialise.ts";
import { lengthError } from "../../nets/testing/reference-arrays.ts";
import { unet } from "../../nets/unet.ts";
import { type NumberArray, sizeOf } from "../../nets/weights.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import { type MemoryLimits, memoryLimits } from "../device/memory-limits.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { ExecutorOptions, StepResult } from "../executor.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { tilingFor } from "../plan/tiles.ts";
import { imagesAtOnce, predictingMemory, trainingMemory } from "../plan/training-memory.ts";
import { normals, testRandom } from "../testing/kernel-bench.ts";
import { sharedDevice } from "./testing/engine-under-test.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

const SGD = { kind: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 } as const;
const SIZE = { batch: 5, rows: 16, columns: 32 };
const RATE = 1e-2;
const TOLERANCE = 1e-4;

const DIRECTION: ExecutorOptions = {
  graph: directionNet({ m: 1 / 32 }),
  loss: stageLoss("direction"),
  optimiser: SGD,
  weights: initialise(directionNet({ m: 1 / 32 }), 1),
};
const SEMANTIC: ExecutorOptions = {
  graph: unet({ F: 2, depth: 2 }),
  loss: stageLoss("semantic"),
  optimiser: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  weights: initialise(unet({ F: 2, depth: 2 }), 1),
};

function batchOf({ batch, rows, columns } = SIZE) {
  const random = testRandom(3);
  const array = (channels: number, value: () => number): NumberArray => {
    const shape = [batch, rows, columns, channels];
    return { shape, data: Float32Array.from({ length: sizeOf(shape) }, value) };
  };
  const mask = array(1, () => Number(random.chance(0.6)));
  const image = { ...mask, data: normals(random, mask.data.length) };
  const targets = {
    mask,
    inside: array(1, () => 1),
    unit_vectors: array(2, () => random.normal()),
    valid: mask,
    // A different weight per image reveals an incorrect mean of the micro-batch means.
    weight: { ...mask, data: mask.data.map((_, at) => 0.1 + at / mask.data.length) },
  };
  return { inputs: { image, mask }, targets };
}

describe("the memory of a training", () => {
  let watched: WatchedDevice;
  beforeAll(async () => {
    watched = await sharedDevice();
  });

  const networkOf = ({ graph }: ExecutorOptions) => ({
    graph,
    layout: layOutParameters(graph),
    tiling: tilingFor(watched.info),
    seed: 0,
  });
  /** Limits under which `images` images of a batch fit at once. */
  function limitsFor(options: ExecutorOptions, images: number): MemoryLimits {
    const all = memoryLimits(watched.device);
    const { bytes } = trainingMemory(networkOf(options), SIZE, options, images, [], [], all);
    const limits = { ...all, total: bytes };
    expect(imagesAtOnce(networkOf(options), SIZE, options, limits)).toBe(images);
    return limits;
  }
  const limited = (options: ExecutorOptions, limits: MemoryLimits) =>
    new WebgpuExecutor(options, watched, undefined, undefined, limits);

  it.each([DIRECTION, SEMANTIC])("is known before any allocation: %$", async (options) => {
    const { inputs, targets } = batchOf();
    const pixels = batchOf({ batch: 1, rows: 48, columns: 64 });
    for (const microBatch of [SIZE.batch, 2]) {
      const limits = limitsFor(options, microBatch);
      const executor = limited(options, limits);
      await executor.evaluate(pixels.inputs, pixels.targets);
      await executor.step(inputs, targets, RATE);
      await executor.predict({ ...batchOf({ ...SIZE, batch: 1 }).inputs });
      const evaluated = [{ batch: 1, rows: 48, columns: 64 }];
      const predicted = [{ ...SIZE, batch: 1 }];
      const need = trainingMemory(
        networkOf(options),
        SIZE,
        options,
        microBatch,
        evaluated,
        predicted,
        limits,
      );
      expect(executor.memoryBytes()).toBe(need.bytes);
      executor.dispose();
    }
  });

  it("of a network used only for prediction is known as well", async () => {
    const sizes = [
      { batch: 1, rows: 48, columns: 64 },
      { batch: 2, rows: 16, columns: 16 },
    ];
    const executor = new WebgpuExecutor(SEMANTIC, watched);
    for (const size of sizes) await executor.predict({ image: batchOf(size).inputs.image });
    const need = predictingMemory(networkOf(SEMANTIC), sizes, memoryLimits(watched.device));
    expect(executor.memoryBytes()).toBe(need.bytes);
    executor.dispose();
  });

  it.each([1, 2, 3])(
    "splits a batch that does not fit into micro-batches of %i, with the same result",
    async (images) => {
      const { inputs, targets } = batchOf();
      const whole = new WebgpuExecutor(DIRECTION, watched);
      const parts = limited(DIRECTION, limitsFor(DIRECTION, images));
      for (let step = 0; step < 3; step++) {
        const [expected, actual] = await Promise.all(
          [whole, parts].map((executor) => executor.step(inputs, targets, RATE)),
        );
        expect(Math.abs(actual.loss / expected.loss - 1)).toBeLessThan(TOLERANCE);
        expect(Math.abs(actual.gradientNorm / expected.gradientNorm - 1)).toBeLessThan(TOLERANCE);
      }
      const [expected, actual] = [await whole.readWeights(), await parts.readWeights()];
      for (const [name, { data }] of Object.entries(expected)) {
        expect(lengthError(actual[name].data, data)).toBeLessThan(TOLERANCE);
      }
      whole.dispose();
      parts.dispose();
    },
  );

  it("halves a batch that the device refuses, and continues", async () => {
    const { inputs, targets } = batchOf();
    let refusals = 0;
    const short: WatchedDevice = {
      ...watched,
      async allocate(make, destroy) {
        const made = await watched.allocate(make, destroy);
        if (refusals >= 2) return made;
        refusals += 1;
        destroy(made);
        throw new OutOfMemoryError("full");
      },
    };
    const executor = new WebgpuExecutor(DIRECTION, short);
    const whole = new WebgpuExecutor(DIRECTION, watched);
    const [actual, expected] = [executor, whole].map((one) => one.step(inputs, targets, RATE));
    expect(Math.abs((await actual).loss / (await expected).loss - 1)).toBeLessThan(TOLERANCE);
    expect(refusals).toBe(2);
    expect(executor.memoryBytes()).toBeLessThan(whole.memoryBytes());
    executor.dispose();
    whole.dispose();
  });

  it("evaluates an image that does not fit in tiles, with the same loss and metrics", async () => {
    const size = { batch: 1, rows: 192, columns: 256 };
    const { inputs, targets } = batchOf(size);
    const whole = new WebgpuExecutor(SEMANTIC, watched);
    const expected = await whole.evaluate(inputs, targets);
    const limits = { ...memoryLimits(watched.device), total: 1.2e6 };
    const tiled = limited(SEMANTIC, limits);
    expect(await tiled.evaluate(inputs, targets)).toEqual(expected);
    expect(whole.memoryBytes()).toBeGreaterThan(limits.total);
    expect(tiled.memoryBytes()).toBeLessThan(2 * limits.total);
    const output = await whole.predict(inputs);
    for (const executor of [whole, tiled]) {
      expect(await executor.evaluate(inputs, targets, { readsOutput: true })).toEqual({
        ...expected,
        output,
      });
    }
    whole.dispose();
    tiled.dispose();
  });

  it("gives bit-identical results twice, with overlapping steps and micro-batches", async () => {
    const { inputs, targets } = batchOf();
    const runs = [0, 1].map(() => limited(SEMANTIC, limitsFor(SEMANTIC, 2)));
    const overlapping = await Promise.all([0, 1, 2].map(() => runs[0].step(inputs, targets, RATE)));
    const results: StepResult[] = [];
    for (let step = 0; step < 3; step++) results.push(await runs[1].step(inputs, targets, RATE));
    expect(overlapping).toEqual(results);
    expect(await runs[0].readState()).toEqual(await runs[1].readState());
    for (const executor of runs) executor.dispose();
  });

  it("that is too small for one image is reported with the sizes", async () => {
    const { inputs, targets } = batchOf();
    const executor = limited(DIRECTION, { ...memoryLimits(watched.device), total: 1e5 });
    const refused = executor.step(inputs, targets, RATE);
    await expect(refused).rejects.toThrow(OutOfMemoryError);
    await expect(refused).rejects.toThrow("One image of 16 x 32 px needs");
    executor.dispose();
  });
});
