import type { NumberArray } from "./weights.ts";

/** Places of the axes `[out, in, row, column]` in `[row, column, in, out]`. */
const KERNEL_AXES = [3, 2, 0, 1] as const;

/** The shape of a parameter in PyTorch's order. */
export function pytorchShape(shape: readonly number[]): readonly number[] {
  return shape.length === KERNEL_AXES.length ? KERNEL_AXES.map((axis) => shape[axis]) : shape;
}

/**
 * A parameter in PyTorch's order, which is also that of ONNX: kernels become `[out, in, row, column]`, and arrays of
 * one axis stay as they are.
 */
export function inPytorchOrder({ shape, data }: NumberArray): NumberArray {
  if (shape.length !== KERNEL_AXES.length) return { shape, data };
  const [rows, columns, inputs, outputs] = shape;
  const into = new Float32Array(data.length);
  const pixels = rows * columns;
  for (let from = 0; from < data.length; from++) {
    const out = from % outputs;
    const rest = Math.floor(from / outputs);
    into[(out * inputs + (rest % inputs)) * pixels + Math.floor(rest / inputs)] = data[from];
  }
  return { shape: pytorchShape(shape), data: into };
}

/** The reverse of `inPytorchOrder`: kernels `[out, in, row, column]` become `[row, column, in, out]`. */
export function fromPytorchOrder({ shape, data }: NumberArray): NumberArray {
  if (shape.length !== KERNEL_AXES.length) return { shape, data };
  const [outputs, inputs, rows, columns] = shape;
  const into = new Float32Array(data.length);
  const pixels = rows * columns;
  for (let from = 0; from < data.length; from++) {
    const pixel = from % pixels;
    const rest = Math.floor(from / pixels);
    into[(pixel * inputs + (rest % inputs)) * outputs + Math.floor(rest / inputs)] = data[from];
  }
  return { shape: [rows, columns, inputs, outputs], data: into };
}
