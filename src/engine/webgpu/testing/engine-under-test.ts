import { openDevice, type WatchedDevice } from "../../device/webgpu-device.ts";
import { differentiate } from "../../execution/testing/differentiate.ts";
import type { PlanEngine } from "../../execution/testing/plan-engine.ts";
import { traceOptimiser } from "../../execution/testing/trace-optimiser.ts";
import { type Tiling, tilingFor } from "../../plan/tiles.ts";
import type { EngineUnderTest } from "../../testing/engine-under-test.ts";
import { WebgpuExecutor } from "../webgpu-executor.ts";
import { WebgpuRunner } from "../webgpu-runner.ts";

/** A device for tests. Throws if there is none. */
export async function deviceForTests(): Promise<WatchedDevice> {
  const watched = await openDevice();
  if (!watched) throw new Error("the browser of this test has no WebGPU adapter");
  return watched;
}

/** The device of all engines of a test file: its kernels are compiled only once. */
let shared: Promise<WatchedDevice> | null = null;

/** The compiled engine, with its internals exposed for tests. */
export function compiledUnderTest(tiling?: Tiling): EngineUnderTest {
  let watched: WatchedDevice;
  const engine = (): PlanEngine => ({
    tiling: tiling ?? tilingFor(watched.info),
    createRunner: (bytesOf) => new WebgpuRunner(watched, bytesOf),
  });
  return {
    async start() {
      shared ??= deviceForTests();
      watched = await shared;
    },
    create: (options) => new WebgpuExecutor(options, watched, undefined, tiling),
    differentiate: (options, inputs, targets) => differentiate(engine(), options, inputs, targets),
    trace: (recipe, start, gradients, rate) => traceOptimiser(engine(), recipe, start, gradients, rate),
  };
}
