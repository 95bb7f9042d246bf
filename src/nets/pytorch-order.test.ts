import fc from "fast-check";
import { expect, test } from "vitest";
import { fromPytorchOrder, inPytorchOrder } from "./pytorch-order.ts";
import { sizeOf } from "./weights.ts";

const side = fc.integer({ min: 1, max: 4 });

test("a kernel in PyTorch's order has each value at its reversed place, and comes back", () => {
  fc.assert(
    fc.property(fc.tuple(side, side, side, side), (shape) => {
      const [rows, columns, inputs, outputs] = shape;
      const kernel = { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, at) => at) };
      const moved = inPytorchOrder(kernel);
      expect(moved.shape).toEqual([outputs, inputs, rows, columns]);
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++)
          for (let r = 0; r < rows; r++)
            for (let c = 0; c < columns; c++)
              expect(moved.data[((o * inputs + i) * rows + r) * columns + c]).toBe(
                kernel.data[((r * columns + c) * inputs + i) * outputs + o],
              );
      expect(fromPytorchOrder(moved)).toEqual(kernel);
    }),
  );
});

test("an array of one axis stays as it is", () => {
  const bias = { shape: [3], data: Float32Array.from([1, 2, 3]) };
  expect(inPytorchOrder(bias)).toEqual(bias);
  expect(fromPytorchOrder(bias)).toEqual(bias);
});
