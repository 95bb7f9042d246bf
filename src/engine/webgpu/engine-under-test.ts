import type { OptimiserRecipe } from "../../core/recipe/recipe.ts";
import { openDevice, type WatchedDevice } from "../device/webgpu-device.ts";
import type { EngineUnderTest } from "../reference-suite.ts";
import { STEP_SCALARS } from "./kernels/step-scalars.ts";
import { lowerUpdate, MEMORY, stepScalars } from "./plan/lower-update.ts";
import { PlanBuilder } from "./plan/plan-builder.ts";
import type { Tiling } from "./plan/tiles.ts";
import { CompiledPlan } from "./runtime/compiled-plan.ts";
import { Pipelines } from "./runtime/pipelines.ts";
import { ReadBack } from "./runtime/read-back.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

/** The device of a test. Throws where there is none. */
export async function deviceForTests(): Promise<WatchedDevice> {
  const watched = await openDevice();
  if (!watched) throw new Error("the browser of this test has no WebGPU adapter");
  return watched;
}

/** Buffer with `values`, for tests. */
export function bufferOf(device: GPUDevice, values: Float32Array): GPUBuffer {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size: values.byteLength, usage });
  device.queue.writeBuffer(buffer, 0, values.slice());
  return buffer;
}

async function traceOn(
  { device, guard }: WatchedDevice,
  recipe: OptimiserRecipe,
  start: Float32Array,
  gradients: readonly Float32Array[],
  rate: number,
): Promise<Float32Array[]> {
  const length = Math.ceil(start.length / 4);
  const padded = (values: Float32Array) => {
    const vectors = new Float32Array(4 * length);
    vectors.set(values);
    return vectors;
  };
  const builder = new PlanBuilder();
  lowerUpdate(builder, recipe, length);
  const plan = builder.plan();
  const shared: Record<string, GPUBuffer> = {
    parameters: bufferOf(device, padded(start)),
    gradients: bufferOf(device, padded(start)),
    scalars: bufferOf(device, new Float32Array(STEP_SCALARS.length)),
    ...Object.fromEntries(MEMORY.map((name) => [name, bufferOf(device, new Float32Array(4 * length))])),
  };
  const pipelines = await new Pipelines(device).prepare(plan.dispatches.map(({ kernel }) => kernel));
  const compiled = new CompiledPlan(device, plan, shared, pipelines);
  const readBack = new ReadBack(device);
  const traced: Float32Array[] = [];
  for (const [index, gradient] of gradients.entries()) {
    device.queue.writeBuffer(shared.gradients, 0, padded(gradient));
    device.queue.writeBuffer(shared.scalars, 0, stepScalars(recipe, { step: index + 1, rate, lossScale: 1 }));
    void compiled.run(readBack, []);
    const encoder = device.createCommandEncoder();
    const read = readBack.copy(encoder, shared.parameters, 16 * length);
    device.queue.submit([encoder.finish()]);
    traced.push((await guard(read())).slice(0, start.length));
  }
  return traced;
}

/** The compiled engine, opened up for tests. */
export function compiledUnderTest(tiling?: Tiling): EngineUnderTest {
  let watched: WatchedDevice;
  return {
    async start() {
      watched = await deviceForTests();
    },
    create: (options) => new WebgpuExecutor(options, watched, undefined, tiling),
    async differentiate(options, inputs, targets) {
      const executor = new WebgpuExecutor(options, watched, undefined, tiling);
      const result = await executor.differentiate(inputs, targets);
      executor.dispose();
      return result;
    },
    trace: (recipe, start, gradients, rate) => traceOn(watched, recipe, start, gradients, rate),
  };
}
