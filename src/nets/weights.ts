/** Values with their shape. Activations are `[batch, row, column, channel]`, kernels `[row, column, in, out]`. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Parameters and running averages of one network by name, e.g. `conv1_1.weight`, `down0_norm1.running_mean`. */
export type Weights = Readonly<Record<string, NumberArray>>;

/** Number of values of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** One array of `weights`. Throws a RangeError when it is missing or has the wrong shape. */
export function weightsOf(
  weights: Weights,
  { name, shape }: { readonly name: string; readonly shape: readonly number[] },
): NumberArray {
  const array: NumberArray | undefined = weights[name];
  if (!array || array.shape.join() !== shape.join() || array.data.length !== sizeOf(shape)) {
    throw new RangeError(`the weights have no ${name} of shape ${shape.join(" x ")}`);
  }
  return array;
}
