import { beforeAll, describe, expect, it } from "vitest";
import { DeviceLostError } from "../device/device-error.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { StepResult } from "../executor.ts";
import { describeClipping } from "../testing/clip-suite.ts";
import { DISK, describeExecutor, smallUnet } from "../testing/executor-suite.ts";
import { compiledUnderTest, ownDevice, sharedDevice } from "./testing/engine-under-test.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

const { image, mask } = DISK;
const RATE = 1e-2;

let watched: WatchedDevice;

async function start(): Promise<void> {
  watched ??= await sharedDevice();
}

describeExecutor("the compiled executor", {
  start,
  create: (options) => new WebgpuExecutor(options, watched),
});

describeClipping("the compiled engine", compiledUnderTest());

describe("the compiled executor's device", () => {
  let own: WatchedDevice;
  beforeAll(async () => {
    await start();
    own = await ownDevice();
  });

  it("allocates no buffer when a step, prediction or evaluation is repeated", async () => {
    const executor = new WebgpuExecutor(smallUnet(), watched);
    const once = async () => {
      await executor.step({ image }, { mask }, RATE);
      await executor.predict({ image });
      await executor.evaluate({ image }, { mask, inside: mask });
    };
    await once();
    const held = executor.memoryBytes();
    const create = watched.device.createBuffer;
    let made = 0;
    watched.device.createBuffer = (descriptor) => {
      made += 1;
      return create.call(watched.device, descriptor);
    };
    for (let time = 0; time < 5; time++) await once();
    watched.device.createBuffer = create;
    expect(made).toBe(0);
    expect(executor.memoryBytes()).toBe(held);
    executor.dispose();
  });

  it("keeps plans of a few sizes and evicts the others", async () => {
    const executor = new WebgpuExecutor(smallUnet(), watched);
    const pixels = (side: number) => ({
      image: { shape: [1, side, side, 1], data: new Float32Array(side * side) },
    });
    const sides = Array.from({ length: 20 }, (_, index) => 4 * (index + 1));
    const bytes: number[] = [];
    for (const side of sides) {
      await executor.predict(pixels(side));
      bytes.push(executor.memoryBytes());
    }
    for (const side of sides.slice(0, 8)) await executor.predict(pixels(side));
    expect(executor.memoryBytes()).toBeLessThan(bytes[bytes.length - 1]);
    executor.dispose();
  });

  it("compiles nothing for another network with the same layers and other sizes", async () => {
    const compiled: number[] = [];
    for (const side of [64, 128]) {
      let all = 0;
      const executor = new WebgpuExecutor(smallUnet(), own, (_, kernels) => {
        all = kernels;
      });
      const plane = { shape: [1, side, side, 1], data: new Float32Array(side * side) };
      await executor.step({ image: plane }, { mask: plane }, RATE);
      compiled.push(all);
      executor.dispose();
    }
    expect(compiled[0]).toBeGreaterThan(10);
    expect(compiled[1]).toBe(0);
  });

  it("runs overlapping steps in order", async () => {
    const [one, other] = [0, 1].map(() => new WebgpuExecutor(smallUnet(), watched));
    const overlapping = await Promise.all([0, 1, 2].map(() => one.step({ image }, { mask }, RATE)));
    const single: StepResult[] = [];
    for (let step = 0; step < 3; step++) single.push(await other.step({ image }, { mask }, RATE));
    expect(overlapping).toEqual(single);
    expect(await one.readWeights()).toEqual(await other.readWeights());
    one.dispose();
    other.dispose();
  });

  it("reports its loss when a value is awaited", async () => {
    const executor = new WebgpuExecutor(smallUnet(), own);
    await executor.step({ image }, { mask }, RATE);
    own.device.destroy();
    await expect(executor.step({ image }, { mask }, RATE)).rejects.toThrow(DeviceLostError);
    await expect(executor.readWeights()).rejects.toThrow(DeviceLostError);
  });
});
