import { adapterKey } from "../engine/device/adapter-key.ts";
import { type Backend, startBackend } from "../engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../engine/tfjs/tfjs-executor.ts";
import type { StartedEngine } from "./started-engine.ts";
import type { ThreadDevice } from "./thread-device.ts";

let starting: Promise<Backend> | null = null;

async function begin(gpu: ThreadDevice): Promise<Backend> {
  try {
    const backend = await startBackend(undefined, () => gpu.open());
    void backend.device?.device.lost.then(() => {
      starting = null;
    });
    return backend;
  } catch (error) {
    starting = null;
    throw error;
  }
}

/**
 * Starts TensorFlow.js in this thread, on its GPU if there is one, unless it is already there.
 * @throws BackendError when none of its backends works
 */
export async function startTfjs(gpu: ThreadDevice): Promise<StartedEngine> {
  starting ??= begin(gpu);
  const { description, device } = await starting;
  return {
    name: "tfjs",
    description,
    note: null,
    device,
    plans: null,
    create: (options) => createTfjsExecutor(options),
    record: () => ({ engine: description, adapter: device && adapterKey(device.info), tiling: null }),
  };
}
