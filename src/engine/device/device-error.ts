import { LabError } from "../../core/errors.ts";

/** None of the ways to run a network is available. */
export class BackendError extends LabError {
  override name = "BackendError";
}

/** The GPU was taken away: driver reset, sleep, another program, or too long a computation. */
export class DeviceLostError extends LabError {
  override name = "DeviceLostError";
}

/** The GPU refused something. */
export class DeviceError extends LabError {
  override name = "DeviceError";
}

/** The GPU has no memory left, or a buffer would be larger than it allows. */
export class OutOfMemoryError extends LabError {
  override name = "OutOfMemoryError";
}

/** A kernel does not compile on this device. */
export class ShaderError extends LabError {
  override name = "ShaderError";
}
