import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { BackendError } from "../device/device-error.ts";
import { openDevice, type WatchedDevice } from "../device/webgpu-device.ts";

/** The tfjs backends, fastest first. */
export const BACKEND_NAMES = ["webgpu", "webgl", "cpu"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

const TITLES: Readonly<Record<BackendName, string>> = {
  webgpu: "tfjs WebGPU",
  webgl: "tfjs WebGL",
  cpu: "tfjs CPU",
};

/** Titles, with a warning for slow backends. */
const DESCRIPTIONS: Readonly<Record<BackendName, string>> = {
  webgpu: TITLES.webgpu,
  webgl: `${TITLES.webgl}: slow`,
  cpu: `${TITLES.cpu}: very slow`,
};

/** The active backend; tfjs has one per thread. */
export interface Backend {
  readonly name: BackendName;
  /** Text such as `tfjs WebGPU` or `tfjs WebGL: slow`. */
  readonly description: string;
  /** The WebGPU device, which can be shared with other programs; null for the other backends. */
  readonly device: WatchedDevice | null;
  /** The values of a tensor. Rejects if the device failed in the meantime. */
  read(tensor: tf.Tensor): Promise<Float32Array>;
}

/**
 * With few workgroups, tfjs selects a matrix product that accumulates with atomics, whose sums differ from
 * run to run. 3 selects the packed program, which adds in a fixed order for every size.
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

type OpenDevice = () => Promise<WatchedDevice | null>;

async function startWebgpu(open: OpenDevice): Promise<Backend | null> {
  const device = await open();
  if (!device) return null;
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  // The package registers a backend on its own device, which is not watched.
  if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device.device, device.info));
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", PACKED_MATMUL);
  return (await tf.setBackend("webgpu")) ? watched("webgpu", device) : null;
}

async function start(name: BackendName, open: OpenDevice): Promise<Backend | null> {
  if (name === "webgpu") return startWebgpu(open);
  if (name === "webgl") await import("@tensorflow/tfjs-backend-webgl");
  else await import("@tensorflow/tfjs-backend-cpu");
  return (await tf.setBackend(name)) ? watched(name, null) : null;
}

let current: Backend | null = null;

/**
 * Starts the first of `names` that is available and makes it the thread's backend; WebGPU on the device that `open`
 * returns.
 * @throws BackendError when none works
 */
export async function startBackend(
  names: readonly BackendName[] = BACKEND_NAMES,
  open: OpenDevice = openDevice,
): Promise<Backend> {
  const causes: unknown[] = [];
  for (const name of names) {
    try {
      current = await start(name, open);
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
 * The backend started last.
 * @throws BackendError before `startBackend`
 */
export function currentBackend(): Backend {
  if (!current) throw new BackendError("No backend was started yet, so no network can run.");
  return current;
}
