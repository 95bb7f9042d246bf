import { LabError } from "../../core/errors.ts";

/** No backend is available to run a network. */
export class BackendError extends LabError {
  override name = "BackendError";
}

/**
 * The GPU was lost, with all that was on it: by a driver reset, sleep, another program or a computation that took too
 * long. A training goes on from its last copy.
 */
export class DeviceLostError extends LabError {
  override name = "DeviceLostError";
}

/**
 * A thread of the CPU engine ended, or does not finish its work. The network does nothing more, but its weights can be
 * read, as they were after the last step.
 */
export class ThreadLostError extends LabError {
  override name = "ThreadLostError";
}

/** The GPU rejected an operation. */
export class DeviceError extends LabError {
  override name = "DeviceError";
}

/** The GPU or the WebAssembly memory has no space left, or a buffer would exceed its size limit. */
export class OutOfMemoryError extends LabError {
  override name = "OutOfMemoryError";
}

/** A kernel does not compile on this device. */
export class ShaderError extends LabError {
  override name = "ShaderError";
}
