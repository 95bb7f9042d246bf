import { beforeAll, describe, expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import { initialise } from "../../nets/initialise.ts";
import { isTrained, parametersOf } from "../../nets/parameters.ts";
import { unet } from "../../nets/unet.ts";
import { syntheticBatch } from "../comparison/synthetic-batch.ts";
import { describeStep } from "../describe/describe-step.ts";
import { type WatchedDevice, watchDevice } from "../device/webgpu-device.ts";
import type { MeasuringPart } from "../execution/step-profile.ts";
import { tilingFor } from "../plan/tiles.ts";
import { stageArrays } from "../stage-arrays.ts";
import { freshState } from "../training-state.ts";
import { describeDispatches } from "./describe-dispatches.ts";
import { measureStep } from "./measure-step.ts";
import { ownDevice } from "./testing/engine-under-test.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

const SIZE = { batch: 2, rows: 16, columns: 16 };
const graph = unet({ F: 2, depth: 1 });
const OPTIONS = {
  graph,
  loss: stageLoss("semantic"),
  optimiser: RECIPES.tiny.stages.semantic.optimiser,
  weights: initialise(graph, 1),
};
const ARRAYS = stageArrays("semantic", syntheticBatch(SIZE.batch, SIZE.rows, SIZE.columns), null);

let watched: WatchedDevice;

describe("a measured step", () => {
  beforeAll(async () => {
    // On the device of other tests the kernels would be compiled already.
    watched = await ownDevice();
  });

  it("has one time per dispatch of its description, and reports its progress", async () => {
    const parts = new Set<MeasuringPart>();
    const profile = await measureStep(OPTIONS, ARRAYS, watched, tilingFor(watched.info), {
      signal: new AbortController().signal,
      onProgress: ({ part }) => parts.add(part),
    });
    const { rows, flops } = describeStep(OPTIONS, SIZE, tilingFor(watched.info), describeDispatches());
    expect(profile.dispatchMilliseconds).toHaveLength(rows.length);
    expect(profile.dispatchMilliseconds?.every((time) => Number.isFinite(time) && time >= 0)).toBe(true);
    expect(profile.dispatchMilliseconds?.some((time) => time > 0)).toBe(true);
    const rate = flops / 1e6 / profile.stepMilliseconds;
    expect(profile.fraction).toBeCloseTo(rate / profile.referenceGflops, 10);
    expect([...parts].sort()).toEqual(["compile", "kernels", "reference", "steps"]);
  });

  it("can be cancelled", async () => {
    const controller = new AbortController();
    const measuring = measureStep(OPTIONS, ARRAYS, watched, tilingFor(watched.info), {
      signal: controller.signal,
      onProgress: ({ part }) => part === "kernels" && controller.abort(),
    });
    await expect(measuring).rejects.toThrow(/abort/i);
  });
});

describe("a profiled executor", () => {
  it("keeps its parameters, uses the described memory, and can continue training", async () => {
    const executor = new WebgpuExecutor(OPTIONS, watched);
    const before = await executor.readWeights();
    const { inputs, targets } = ARRAYS;
    await executor.profile(inputs, targets, { signal: new AbortController().signal, onProgress: () => {} });
    const after = await executor.readWeights();
    for (const parameter of parametersOf(graph)) {
      const { data } = after[parameter.name];
      if (isTrained(parameter)) expect(data, parameter.name).toEqual(before[parameter.name].data);
      else expect(data.every(Number.isFinite), parameter.name).toBe(true);
    }
    expect(executor.memoryBytes()).toBe(
      describeStep(OPTIONS, SIZE, tilingFor(watched.info), describeDispatches()).bytes,
    );
    executor.writeState(freshState(before));
    const fresh = new WebgpuExecutor(OPTIONS, watched);
    const losses = async (trained: WebgpuExecutor) => [
      await trained.step(inputs, targets, 1e-3),
      await trained.step(inputs, targets, 1e-3),
    ];
    expect(await losses(executor)).toEqual(await losses(fresh));
    executor.dispose();
    fresh.dispose();
  });

  it("has no times of single dispatches without timestamp queries", async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter?.requestDevice();
    if (!device) throw new Error("no device");
    const executor = new WebgpuExecutor(OPTIONS, watchDevice(device, watched.info));
    const watch = { signal: new AbortController().signal, onProgress: () => {} };
    expect(await executor.profile(ARRAYS.inputs, ARRAYS.targets, watch)).toBeNull();
    executor.dispose();
  });
});
