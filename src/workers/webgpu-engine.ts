import { describeStep } from "../engine/describe/describe-step.ts";
import { adapterKey } from "../engine/device/adapter-key.ts";
import { memoryLimits } from "../engine/device/memory-limits.ts";
import type { WatchedDevice } from "../engine/device/webgpu-device.ts";
import { tilingFor } from "../engine/plan/tiles.ts";
import { tunedTiling } from "../engine/plan/tuned-tiling.ts";
import { describeDispatches } from "../engine/webgpu/describe-dispatches.ts";
import { measureStep } from "../engine/webgpu/measure-step.ts";
import { choicesFor, type Tuning } from "../engine/webgpu/tuning/tunings.ts";
import { WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import { WEBGPU_TITLE } from "../engine/webgpu/webgpu-runner.ts";
import { networkKey, type StageNetwork, type StartedEngine } from "./started-engine.ts";

/** The lab's own WebGPU kernels on a device; `tunings` returns the tunings to use from now on. */
export function webgpuEngine(watched: WatchedDevice, tunings: () => readonly Tuning[]): StartedEngine {
  const { device, info } = watched;
  const adapter = adapterKey(info);
  function tilingOf(network: StageNetwork) {
    const table = tilingFor(info);
    const choices = choicesFor(tunings(), adapter, networkKey(network));
    return choices ? tunedTiling(table, choices) : table;
  }
  return {
    name: "webgpu",
    description: WEBGPU_TITLE,
    note: null,
    device: watched,
    plans: {
      name: "webgpu",
      limits: memoryLimits(device),
      workingBytes: () => 0,
      tilingOf,
      timesDispatches: device.features.has("timestamp-query"),
      describe: (options, size, tiling) => describeStep(options, size, tiling, describeDispatches()),
      measure: (options, arrays, tiling, watch) => measureStep(options, arrays, watched, tiling, watch),
      create: (options, tiling) => new WebgpuExecutor(options, watched, undefined, tiling),
    },
    create: (options, network, onCompiling) =>
      new WebgpuExecutor(options, watched, onCompiling, tilingOf(network)),
    record(network) {
      const { table, choices } = tilingOf(network);
      const found = { engine: WEBGPU_TITLE, adapter };
      return choices ? { ...found, tiling: "tuned", choices } : { ...found, tiling: table };
    },
  };
}
