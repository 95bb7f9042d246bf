import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { KernelsUnderTest } from "../../testing/kernel-bench.ts";
import { WebgpuRunner } from "../webgpu-runner.ts";
import { deviceForTests } from "./engine-under-test.ts";

/** The kernels of the GPU. */
export function webgpuKernels(): KernelsUnderTest {
  let watched: WatchedDevice;
  return {
    async start() {
      watched = await deviceForTests();
    },
    createRunner: (bytesOf) => new WebgpuRunner(watched, bytesOf),
  };
}
