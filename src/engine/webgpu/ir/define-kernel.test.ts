import { describe, expect, it } from "vitest";
import { defineOperation } from "../../plan/ir/define-operation.ts";
import type { View } from "../../plan/ir/view.ts";
import { bindDispatch } from "./bind-dispatch.ts";
import { defineKernel } from "./define-kernel.ts";

const view = (buffer: number, channels: number): View => ({
  buffer,
  batch: 2,
  rows: 3,
  columns: 5,
  channels,
  stride: 7,
  offset: 1,
});
const [x, target] = [view(0, 10), view(1, 10)];
const bias = { buffer: 2 };

const SHIFT = defineOperation({
  name: "copy channels",
  views: { x: "read", target: "write" },
  over: "vectors of target",
  reads: { bias: "vec4f" },
  sizes: ["count"],
});

const shift = defineKernel(SHIFT, {
  explanation: "A thread shifts one vector.",
  body: `
  store_target(pixel, vector, x_at(pixel, vector) + bias[vector % sizes.count]);`,
}).kernelOf({});

const FREE = defineOperation({
  name: "merge moments",
  variant: { gate: "flag" },
  views: { x: "read", mask: "read", gate: "read" },
  over: "groups",
  reads: { weights: "vec4f", bias: "vec4f" },
  optional: { mask: "either", bias: "either", gate: { gate: true } },
});

const free = defineKernel(FREE, ({ gate }) => ({
  name: gate ? "gated" : "free",
  explanation: "",
  body: "",
  placeholders: { mask: "x", bias: "weights" },
}));

describe("a kernel's dispatch", () => {
  it("binds regions and sizes in order, with enough workgroups", () => {
    const dispatch = SHIFT.dispatch({ views: { x, target }, operands: { bias }, sizes: { count: 3 } });
    const { operands, sizes, workgroups } = bindDispatch(shift, dispatch);
    expect(shift.bindings.map(({ name }) => name)).toEqual(["x", "target_", "bias"]);
    expect(operands).toEqual([{ buffer: 0 }, { buffer: 1 }, bias]);
    expect(Object.fromEntries(shift.sizes.map((name, index) => [name, sizes[index]]))).toEqual({
      pixels: 30,
      vectors: 3,
      count: 3,
      xStride: 7,
      xOffset: 1,
      targetStride: 7,
      targetOffset: 1,
    });
    expect(workgroups).toBe(Math.ceil((30 * 3) / 64));
  });

  it("binds placeholders for absent optional operands, with one workgroup per group", () => {
    const dispatch = FREE.dispatch({
      variant: { gate: false },
      views: { x, mask: null, gate: null },
      operands: { weights: bias, bias: null },
      sizes: { groups: 100 },
    });
    const kernel = free.kernelOf(dispatch.kernel.variant);
    expect(kernel.bindings.map(({ name }) => name)).toEqual(["x", "mask", "weights", "bias"]);
    expect(bindDispatch(kernel, dispatch)).toEqual({
      operands: [{ buffer: 0 }, { buffer: 0 }, bias, bias],
      sizes: [7, 1, 7, 1],
      workgroups: 100,
    });
  });
});

describe("the kernels of a signature", () => {
  it("are created once per variant", () => {
    expect(free.kernelOf({ gate: true })).toBe(free.kernelOf({ gate: true }));
    expect(free.kernelOf({ gate: true }).name).toBe("gated");
    expect(free.kernelOf({ gate: false }).name).toBe("free");
  });
});

describe("a kernel's WGSL", () => {
  it("contains only the view functions that it calls", () => {
    const { wgsl } = shift;
    expect(wgsl).toContain("fn x_at(pixel: u32, vector: u32) -> vec4f");
    expect(wgsl).toContain("fn store_target(pixel: u32, vector: u32, value: vec4f)");
    expect(wgsl).not.toContain("fn target_at(");
    expect(wgsl).not.toContain("fn store_x(");
  });

  it("that reads an undeclared size is rejected before it reaches the GPU", () => {
    const operation = defineOperation({
      name: "ReLU",
      views: { target: "write" },
      over: "pixels of target",
    });
    const body = "  store_target(pixel, sizes.vector, vec4f(0));";
    expect(() => defineKernel(operation, { explanation: "", body }).kernelOf({})).toThrow(
      "the kernel ReLU reads sizes.vector, which it does not have",
    );
  });
});
