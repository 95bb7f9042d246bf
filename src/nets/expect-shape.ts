import { type NumberArray, sizeOf } from "./weights.ts";

const text = (shape: readonly number[]) => `[${shape.join(", ")}]`;

/**
 * Refuses an array of another shape than `expected`, e.g. a mask without its channel dimension, which arithmetic on
 * tensors would broadcast silently.
 * Throws a RangeError that names the array and both shapes.
 */
export function expectShape(what: string, { shape, data }: NumberArray, expected: readonly number[]): void {
  if (text(shape) !== text(expected)) {
    throw new RangeError(`${what} has the shape ${text(shape)}, but ${text(expected)} is needed`);
  }
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(`${what} has ${data.length} values, which do not fill its shape ${text(shape)}`);
  }
}
