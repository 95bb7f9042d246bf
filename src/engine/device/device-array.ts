/** An array that lies in a buffer of the GPU, for programs that share the device. */
export interface DeviceArray {
  readonly buffer: GPUBuffer;
  /** Its first value, counted in f32. */
  readonly offset: number;
  /** How it lies there, row-major, with padding at the end of each axis. */
  readonly padded: readonly number[];
  /** What of it counts. */
  readonly shape: readonly number[];
}
