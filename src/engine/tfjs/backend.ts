import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { BackendError } from "../device/device-error.ts";
import { openDevice, type WatchedDevice } from "../device/webgpu-device.ts";

/** The ways of running tfjs operations, fastest first. */
export const BACKEND_NAMES = ["webgpu", "webgl", "cpu"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

const TITLES: Readonly<Record<BackendName, string>> = {
  webgpu: "tfjs WebGPU",
  webgl: "tfjs WebGL",
  cpu: "tfjs CPU",
};

/** Titles, with a warning where a run takes much longer. */
const DESCRIPTIONS: Readonly<Record<BackendName, string>> = {
  webgpu: TITLES.webgpu,
  webgl: `${TITLES.webgl}: slow`,
  cpu: `${TITLES.cpu}: very slow`,
};

/** The backend that runs; tfjs has one at a time for the whole thread. */
export interface Backend {
  readonly name: BackendName;
  /** In words, e.g. `tfjs WebGPU`, `tfjs WebGL: slow`. */
  readonly description: string;
  /** The WebGPU device, which other programs may share; null for the other backends. */
  readonly device: WatchedDevice | null;
  /** The values of a tensor. Rejects when the device failed meanwhile. */
  read(tensor: tf.Tensor): Promise<Float32Array>;
}

/**
 * tfjs picks a matrix product that adds with atomics when there are few workgroups: its sums differ from run to run.
 * 3 is the packed program, which adds in a fixed order for every size.
 */
const PACKED_MATMUL = 3;

function watched(name: BackendName, device: WatchedDevice | null): Backend {
  return {
    name,
    description: DESCRIPTIONS[name],
    device,
    read: async (tensor) => {
      const values = tensor.data<"float32">();
      return device ? device.guard(values) : values;
    },
  };
}

async function startWebgpu(): Promise<Backend | null> {
  const device = await openDevice();
  if (!device) return null;
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  // The package registers a backend on a device of its own, which nobody watches.
  if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device.device, device.info));
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", PACKED_MATMUL);
  return (await tf.setBackend("webgpu")) ? watched("webgpu", device) : null;
}

async function start(name: BackendName): Promise<Backend | null> {
  if (name === "webgpu") return startWebgpu();
  if (name === "webgl") await import("@tensorflow/tfjs-backend-webgl");
  else await import("@tensorflow/tfjs-backend-cpu");
  return (await tf.setBackend(name)) ? watched(name, null) : null;
}

let current: Backend | null = null;

/**
 * Starts the first of `names` that works here and makes it the thread's backend.
 * @throws BackendError when none works
 */
export async function startBackend(names: readonly BackendName[] = BACKEND_NAMES): Promise<Backend> {
  const causes: unknown[] = [];
  for (const name of names) {
    try {
      current = await start(name);
      if (current) return current;
    } catch (error) {
      causes.push(error);
    }
  }
  throw new BackendError(
    `None of ${names.map((name) => TITLES[name]).join(", ")} works in this browser. Use a current Chrome or Edge.`,
    { cause: causes },
  );
}

/**
 * The backend that was started last.
 * @throws BackendError before `startBackend`
 */
export function currentBackend(): Backend {
  if (!current) throw new BackendError("No backend was started yet, so no network can run.");
  return current;
}
