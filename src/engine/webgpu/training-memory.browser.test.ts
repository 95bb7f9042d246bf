import { beforeAll, describe, expect, it } from "vitest";
import { directionNet } from "../../nets/direction-net.ts";
import { initialise } from "../../nets/initialise.ts";
import { lengthError } from "../../nets/reference-arrays.ts";
import { unet } from "../../nets/unet.ts";
import { type NumberArray, sizeOf } from "../../nets/weights.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import { type MemoryLimits, memoryLimits } from "../device/memory-limits.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { ExecutorOptions } from "../executor.ts";
import { stageLoss } from "../losses/loss.ts";
import { deviceForTests } from "./engine-under-test.ts";
import { normals, testRandom } from "./kernel-under-test.ts";
import { layOutParameters } from "./plan/parameter-layout.ts";
import { tilingFor } from "./plan/tiles.ts";
import { picturesAtOnce, trainingMemory } from "./plan/training-memory.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

const SGD = { kind: "sgd", momentum: 0.9, nesterov: false, decay: 0 } as const;
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
  optimiser: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
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
    unit_vectors: array(2, () => random.normal()),
    valid: mask,
    // Each picture weighs differently, so that a mean of the parts' means would show.
    weight: { ...mask, data: mask.data.map((_, at) => 0.1 + at / mask.data.length) },
  };
  return { inputs: { image, mask }, targets };
}

describe("the memory of a training", () => {
  let watched: WatchedDevice;
  beforeAll(async () => {
    watched = await deviceForTests();
  });

  const networkOf = ({ graph }: ExecutorOptions) => ({
    graph,
    layout: layOutParameters(graph),
    tiling: tilingFor(watched.info),
  });
  /** Limits that let `pictures` of a batch through at once. */
  function limitsFor(options: ExecutorOptions, pictures: number): MemoryLimits {
    const need = (atOnce: number) => trainingMemory(networkOf(options), SIZE, options, atOnce, [], []).bytes;
    const limits = { ...memoryLimits(watched.device), total: need(pictures) };
    expect(picturesAtOnce(networkOf(options), SIZE, options, limits)).toBe(pictures);
    return limits;
  }
  const limited = (options: ExecutorOptions, limits: MemoryLimits) =>
    new WebgpuExecutor(options, watched, undefined, undefined, limits);

  it.each([DIRECTION, SEMANTIC])("is known before anything is allocated: %$", async (options) => {
    const { inputs, targets } = batchOf();
    const picture = batchOf({ batch: 1, rows: 48, columns: 64 });
    for (const atOnce of [SIZE.batch, 2]) {
      const executor = limited(options, limitsFor(options, atOnce));
      await executor.evaluate(picture.inputs, picture.targets);
      await executor.step(inputs, targets, RATE);
      await executor.predict({ ...batchOf({ ...SIZE, batch: 1 }).inputs });
      const evaluated = [{ batch: 1, rows: 48, columns: 64 }];
      const predicted = [{ ...SIZE, batch: 1 }];
      const need = trainingMemory(networkOf(options), SIZE, options, atOnce, evaluated, predicted);
      expect(executor.memoryBytes()).toBe(need.bytes);
      executor.dispose();
    }
  });

  it.each([1, 2, 3])("takes a batch that does not fit in parts of %i, to the same end", async (pictures) => {
    const { inputs, targets } = batchOf();
    const whole = new WebgpuExecutor(DIRECTION, watched);
    const parts = limited(DIRECTION, limitsFor(DIRECTION, pictures));
    for (let step = 0; step < 3; step++) {
      const [expected, actual] = await Promise.all(
        [whole, parts].map((executor) => executor.step(inputs, targets, RATE)),
      );
      expect(Math.abs(actual / expected - 1)).toBeLessThan(TOLERANCE);
    }
    const [expected, actual] = [await whole.readWeights(), await parts.readWeights()];
    for (const [name, { data }] of Object.entries(expected)) {
      expect(lengthError(actual[name].data, data)).toBeLessThan(TOLERANCE);
    }
    whole.dispose();
    parts.dispose();
  });

  it("gives the same bits twice, with steps that overlap, in parts", async () => {
    const { inputs, targets } = batchOf();
    const runs = [0, 1].map(() => limited(SEMANTIC, limitsFor(SEMANTIC, 2)));
    const overlapping = await Promise.all([0, 1, 2].map(() => runs[0].step(inputs, targets, RATE)));
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push(await runs[1].step(inputs, targets, RATE));
    expect(overlapping).toEqual(losses);
    expect(await runs[0].readState()).toEqual(await runs[1].readState());
    for (const executor of runs) executor.dispose();
  });

  it("is refused with the sizes when not even one picture fits", async () => {
    const { inputs, targets } = batchOf();
    const executor = limited(DIRECTION, { ...memoryLimits(watched.device), total: 1e5 });
    const refused = executor.step(inputs, targets, RATE);
    await expect(refused).rejects.toThrow(OutOfMemoryError);
    await expect(refused).rejects.toThrow("One picture of 16 x 32 px needs");
    executor.dispose();
  });
});
