import { orAbort } from "../../core/or-abort.ts";
import { DeviceError, DeviceLostError, OutOfMemoryError } from "./device-error.ts";
import { Watchdog } from "./watchdog.ts";

/** A device with error tracking and a watchdog. */
export interface WatchedDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /**
   * The result of `work` on the device. Rejects with the device's error if the device was lost or rejected an
   * operation in the meantime.
   */
  guard<Result>(work: Promise<Result>): Promise<Result>;
  /** Submits commands to the device. A device that completes nothing for two minutes is treated as lost. */
  submit(commands: GPUCommandBuffer): void;
  /**
   * Allocates buffers with `create`.
   * @throws OutOfMemoryError when they do not fit, after releasing them with `destroy`
   */
  allocate<Resource>(create: () => Resource, destroy: (resource: Resource) => void): Promise<Resource>;
}

/** Limits that tfjs itself requests, and limits that larger images need. */
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupsPerDimension",
] as const;

const OPTIONAL_FEATURES = ["timestamp-query"] as const;

const NO_MEMORY =
  "The GPU has no memory left for this. Use a smaller crop, a smaller batch or a narrower network.";

function uncaptured(error: GPUError): DeviceError | OutOfMemoryError {
  if (error instanceof GPUOutOfMemoryError) return new OutOfMemoryError(NO_MEMORY, { cause: error });
  return new DeviceError(
    "The GPU refused a computation. Use a smaller crop or batch; if that does not help, update browser and driver.",
    { cause: error },
  );
}

const LOST = "The GPU was lost (driver reset, sleep or another program)";
const SILENT = "The GPU stopped answering";

/** Time to wait for the report of a lost device. */
const LOSS_REPORT_MILLISECONDS = 500;

const afterMilliseconds = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Watches a device. WebGPU reports most errors as events, which are lost without a listener. */
export function watchDevice(device: GPUDevice, info: GPUAdapterInfo): WatchedDevice {
  let failure: DeviceLostError | DeviceError | OutOfMemoryError | null = null;
  let reason = LOST;
  const watchdog = new Watchdog(() => {
    reason = SILENT;
    device.destroy();
  });
  device.addEventListener("uncapturederror", ({ error }) => {
    failure ??= uncaptured(error);
  });
  const loss = new AbortController();
  void device.lost.then((information) => {
    const error = new DeviceLostError(
      `${reason}. The last finite weights are kept: export them, or train again.`,
      { cause: information },
    );
    failure = error;
    loss.abort(error);
  });
  // The first failure not yet reported. Loss of the device is permanent; other failures are reported once.
  const takeFailure = () => {
    const taken = failure;
    if (!(failure instanceof DeviceLostError)) failure = null;
    return taken;
  };
  async function guard<Result>(work: Promise<Result>): Promise<Result> {
    const result = await orAbort(work, loss.signal).catch(async (error: unknown) => {
      // Work in progress on a lost device may fail before the loss is reported.
      await orAbort(afterMilliseconds(LOSS_REPORT_MILLISECONDS), loss.signal).catch(() => {});
      throw takeFailure() ?? error;
    });
    const failure = takeFailure();
    if (failure) throw failure;
    return result;
  }
  function submit(commands: GPUCommandBuffer): void {
    device.queue.submit([commands]);
    watchdog.watch(device.queue.onSubmittedWorkDone());
  }
  async function allocate<Resource>(
    create: () => Resource,
    destroy: (resource: Resource) => void,
  ): Promise<Resource> {
    device.pushErrorScope("out-of-memory");
    // A bind group with an invalid buffer is invalid too.
    device.pushErrorScope("validation");
    const resource = create();
    const [invalid, full] = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    const error = full ?? invalid;
    if (!error) return resource;
    destroy(resource);
    throw full ? new OutOfMemoryError(NO_MEMORY, { cause: full }) : uncaptured(error);
  }
  return { device, info, guard, submit, allocate };
}

/**
 * Opens a device on the fastest adapter with all limits that it supports, and watches it. Null without an
 * adapter.
 */
export async function openDevice(): Promise<WatchedDevice | null> {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return null;
  const requiredLimits: Record<string, number> = {};
  for (const limit of LIMITS) requiredLimits[limit] = adapter.limits[limit];
  // Timing of kernels needs an optional feature.
  const requiredFeatures = OPTIONAL_FEATURES.filter((feature) => adapter.features.has(feature));
  const device = await adapter.requestDevice({ requiredLimits, requiredFeatures });
  return watchDevice(device, adapter.info);
}
