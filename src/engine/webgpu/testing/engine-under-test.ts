import type { OptimiserRecipe } from "../../../core/recipe/optimisers.ts";
import { openDevice, type WatchedDevice } from "../../device/webgpu-device.ts";
import type { EngineUnderTest } from "../../testing/engine-under-test.ts";
import { STEP_SCALARS } from "../ir/step-scalars.ts";
import { VECTOR, VECTOR_BYTES } from "../ir/view.ts";
import { lowerUpdate, stepScalars } from "../plan/lower-update.ts";
import { PlanBuilder } from "../plan/plan-builder.ts";
import type { Tiling } from "../plan/tiles.ts";
import { CompiledPlan } from "../runtime/compiled-plan.ts";
import { NetworkMemory } from "../runtime/network-memory.ts";
import { pipelinesFor } from "../runtime/pipelines.ts";
import { ReadBack } from "../runtime/read-back.ts";
import { WebgpuExecutor } from "../webgpu-executor.ts";
import { differentiate } from "./differentiate.ts";

/** A device for tests. Throws if there is none. */
export async function deviceForTests(): Promise<WatchedDevice> {
  const watched = await openDevice();
  if (!watched) throw new Error("the browser of this test has no WebGPU adapter");
  return watched;
}

async function traceOn(
  watched: WatchedDevice,
  recipe: OptimiserRecipe,
  start: Float32Array,
  gradients: readonly Float32Array[],
  rate: number,
): Promise<Float32Array[]> {
  const { device, guard } = watched;
  const length = Math.ceil(start.length / VECTOR);
  const padded = (values: Float32Array) => {
    const vectors = new Float32Array(VECTOR * length);
    vectors.set(values);
    return vectors;
  };
  const builder = new PlanBuilder();
  lowerUpdate(builder, recipe, length, "gradients");
  const plan = builder.plan();
  const memory = new NetworkMemory(device, (name) =>
    name === "scalars" ? STEP_SCALARS.length * Float32Array.BYTES_PER_ELEMENT : length * VECTOR_BYTES,
  );
  device.queue.writeBuffer(memory.shared("parameters"), 0, padded(start));
  const pipelines = await pipelinesFor(device).prepare(plan.dispatches.map(({ kernel }) => kernel));
  const compiled = new CompiledPlan(watched, plan, memory, pipelines);
  const readBack = new ReadBack(device);
  const traced: Float32Array[] = [];
  for (const [index, gradient] of gradients.entries()) {
    device.queue.writeBuffer(memory.shared("gradients"), 0, padded(gradient));
    const scalars = stepScalars(recipe, { step: index + 1, rate, lossScale: 1 });
    device.queue.writeBuffer(memory.shared("scalars"), 0, scalars);
    void compiled.run(readBack, []);
    const encoder = device.createCommandEncoder();
    const read = readBack.copy(encoder, memory.shared("parameters"), length * VECTOR_BYTES);
    device.queue.submit([encoder.finish()]);
    traced.push((await guard(read())).slice(0, start.length));
  }
  return traced;
}

/** The device of all engines of a test file: its kernels are compiled only once. */
let shared: Promise<WatchedDevice> | null = null;

/** The compiled engine, with its internals exposed for tests. */
export function compiledUnderTest(tiling?: Tiling): EngineUnderTest {
  let watched: WatchedDevice;
  return {
    async start() {
      shared ??= deviceForTests();
      watched = await shared;
    },
    create: (options) => new WebgpuExecutor(options, watched, undefined, tiling),
    differentiate: (options, inputs, targets) => differentiate(watched, options, inputs, targets, tiling),
    trace: (recipe, start, gradients, rate) => traceOn(watched, recipe, start, gradients, rate),
  };
}
