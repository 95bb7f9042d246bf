/** An array in a GPU buffer, for programs that share the device. */
export interface DeviceArray {
  readonly buffer: GPUBuffer;
  /** Offset of the first value, in f32. */
  readonly offset: number;
  /** Row-major shape in the buffer, including padding at the end of each axis. */
  readonly padded: readonly number[];
  /** Shape without padding. */
  readonly shape: readonly number[];
}
