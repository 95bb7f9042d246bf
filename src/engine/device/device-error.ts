import { LabError } from "../../core/errors.ts";

/** No backend is available to run a network. */
export class BackendError extends LabError {
  override name = "BackendError";
}

/** The GPU device was lost: driver reset, sleep, another program, or a computation that took too long. */
export class DeviceLostError extends LabError {
  override name = "DeviceLostError";
}

/** A thread of the CPU engine ended, or does not finish its work. */
export class ThreadLostError extends DeviceLostError {
  override name = "ThreadLostError";
}

/** The GPU rejected an operation. */
export class DeviceError extends LabError {
  override name = "DeviceError";
}

/** The GPU is out of memory, or a buffer would exceed its size limit. */
export class OutOfMemoryError extends LabError {
  override name = "OutOfMemoryError";
}

/** A kernel does not compile on this device. */
export class ShaderError extends LabError {
  override name = "ShaderError";
}
