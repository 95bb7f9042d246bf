import { LabError } from "../../core/errors.ts";

/** None of the ways to run a network is available. */
export class BackendError extends LabError {
  override name = "BackendError";
}

/** The GPU was taken away: driver reset, sleep, another program, or too long a computation. */
export class DeviceLostError extends LabError {
  override name = "DeviceLostError";
}

/** The GPU refused something: mostly that its memory is used up. */
export class DeviceError extends LabError {
  override name = "DeviceError";
}

/** A kernel does not compile on this device. */
export class ShaderError extends LabError {
  override name = "ShaderError";
}
