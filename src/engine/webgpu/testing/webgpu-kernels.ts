import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { KernelsUnderTest } from "../../testing/kernel-bench.ts";
import { WebgpuRunner } from "../webgpu-runner.ts";
import { sharedDevice } from "./engine-under-test.ts";

/** The kernels of the GPU. */
export function webgpuKernels(): KernelsUnderTest {
  let watched: WatchedDevice;
  return {
    async start() {
      watched = await sharedDevice();
    },
    createRunner: (bytesOf) => new WebgpuRunner(watched, bytesOf),
  };
}
