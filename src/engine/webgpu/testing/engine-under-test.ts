import { openDevice, type WatchedDevice } from "../../device/webgpu-device.ts";
import { differentiate } from "../../execution/testing/differentiate.ts";
import type { PlanEngine } from "../../execution/testing/plan-engine.ts";
import { traceOptimiser } from "../../execution/testing/trace-optimiser.ts";
import { type Tiling, tilingFor } from "../../plan/tiles.ts";
import type { EngineUnderTest } from "../../testing/engine-under-test.ts";
import { WebgpuExecutor } from "../webgpu-executor.ts";
import { WebgpuRunner } from "../webgpu-runner.ts";

/** A device of its own for a test. Throws if there is none. */
export async function ownDevice(): Promise<WatchedDevice> {
  const watched = await openDevice();
  if (!watched) throw new Error("the browser of this test has no WebGPU adapter");
  return watched;
}

let shared: Promise<WatchedDevice> | null = null;

/** The device of all tests that do not destroy it: its kernels are compiled only once. Throws if there is none. */
export function sharedDevice(): Promise<WatchedDevice> {
  shared ??= ownDevice();
  return shared;
}

/** The compiled engine, with its internals exposed for tests. */
export function compiledUnderTest(tiling?: Tiling): EngineUnderTest {
  let watched: WatchedDevice;
  const engine = (): PlanEngine => ({
    tiling: tiling ?? tilingFor(watched.info),
    createRunner: (bytesOf) => new WebgpuRunner(watched, bytesOf),
  });
  return {
    async start() {
      watched = await sharedDevice();
    },
    create: (options) => new WebgpuExecutor(options, watched, undefined, tiling),
    differentiate: (options, inputs, targets) => differentiate(engine(), options, inputs, targets),
    trace: (recipe, start, gradients, rate) => traceOptimiser(engine(), recipe, start, gradients, rate),
  };
}
