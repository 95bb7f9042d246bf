/** The WGSL of a kernel's variant, in addition to what follows from its signature. */
export interface KernelText {
  /** Name shown to readers, if it is not that of the signature. */
  readonly name?: string;
  /** Text of the variant, e.g. `3x3, bias`. */
  readonly variant?: string;
  readonly explanation: string;
  /** WGSL outside of the entry point. */
  readonly declarations?: string;
  /**
   * WGSL of the entry point. In scope are `thread` (global index), `group` (workgroup index), `lane` (index
   * in the workgroup), `sizes`, and the variables that the iteration space declares. For a view `x` it can use
   * `x_at(pixel, vector)` and, if it is written, `store_x(pixel, vector, value)`. The array of `target` is
   * named `target_`, because WGSL reserves that word.
   */
  readonly body: string;
  /** Other operands, bound where an optional one is absent, by its name: WebGPU has no empty binding. */
  readonly placeholders?: Readonly<Record<string, string>>;
}
