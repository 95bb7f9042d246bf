import { describe, expect, it } from "vitest";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "./define-kernel.ts";

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

const shift = defineKernel({
  name: "shift",
  explanation: "A thread shifts one vector.",
  views: { x: "read", target: "write" },
  over: "vectors of target",
  reads: { bias: "vec4f" },
  sizes: ["count"],
  body: `
  store_target(pixel, vector, x_at(pixel, vector) + bias[vector % sizes.count]);`,
});

const gated = kernelFamily(({ mask }: { mask: boolean }) =>
  defineKernel({
    name: "gated",
    explanation: "A thread copies a pixel, or half of it.",
    views: { x: "read", target: "write", ...(mask ? ({ mask: "read" } as const) : {}) },
    over: "parts of x",
    body: "",
  }),
);

describe("a kernel's dispatch", () => {
  it("has all sizes, operands and workgroups from its declaration", () => {
    const { kernel, sizes, operands, workgroups } = shift.dispatch({
      views: { x, target },
      operands: { bias },
      sizes: { count: 3 },
    });
    expect(kernel.bindings.map(({ name }) => name)).toEqual(["x", "target_", "bias"]);
    expect(operands).toEqual({ x: { buffer: 0 }, target_: { buffer: 1 }, bias });
    expect(Object.fromEntries(kernel.sizes.map((name, index) => [name, sizes[index]]))).toEqual({
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

  it("refuses a mask that its variant has no use for, and the lack of one", () => {
    const views = { x, target };
    const sizes = { parts: 4 };
    expect(gated({ mask: true }).dispatch({ views: { ...views, mask: x }, sizes }).workgroups).toBe(1);
    expect(() => gated({ mask: false }).dispatch({ views: { ...views, mask: x }, sizes })).toThrow(
      RangeError,
    );
    expect(() => gated({ mask: true }).dispatch({ views: { ...views, mask: null }, sizes })).toThrow(
      RangeError,
    );
  });
});

describe("a kernel's WGSL", () => {
  it("has the functions of views that it calls and no others", () => {
    const { wgsl } = shift.kernel;
    expect(wgsl).toContain("fn x_at(pixel: u32, vector: u32) -> vec4f");
    expect(wgsl).toContain("fn store_target(pixel: u32, vector: u32, value: vec4f)");
    expect(wgsl).not.toContain("fn target_at(");
    expect(wgsl).not.toContain("fn store_x(");
  });
});

describe("a mistake in a dispatch", () => {
  const [views, operands, sizes] = [{ x, target }, { bias }, { count: 3 }];
  const fails = (dispatch: () => unknown) => expect(dispatch).toThrow(RangeError);

  it("of a size neither compiles nor runs", () => {
    // @ts-expect-error none is given
    fails(() => shift.dispatch({ views, operands }));
    // @ts-expect-error one is missing
    fails(() => shift.dispatch({ views, operands, sizes: {} }));
    // @ts-expect-error misspelt
    fails(() => shift.dispatch({ views, operands, sizes: { counts: 3 } }));
    // @ts-expect-error follows from the views
    fails(() => shift.dispatch({ views, operands, sizes: { count: 3, pixels: 30 } }));
    // @ts-expect-error not a number
    fails(() => shift.dispatch({ views, operands, sizes: { count: null } }));
    // @ts-expect-error the number of parts is missing
    fails(() => gated({ mask: false }).dispatch({ views: { ...views, mask: null } }));
  });

  it("of a view neither compiles nor runs", () => {
    // @ts-expect-error missing
    fails(() => shift.dispatch({ views: { x }, operands, sizes }));
    // @ts-expect-error misspelt
    fails(() => shift.dispatch({ views: { x, output: target }, operands, sizes }));
    // @ts-expect-error null, though every variant has it
    fails(() => shift.dispatch({ views: { x: null, target }, operands, sizes }));
    // @ts-expect-error a region
    fails(() => shift.dispatch({ views: { x: bias, target }, operands, sizes }));
    // @ts-expect-error neither there nor null, though some variants have it
    fails(() => gated({ mask: true }).dispatch({ views, sizes: { parts: 1 } }));
  });

  it("of an operand neither compiles nor runs", () => {
    // @ts-expect-error missing
    fails(() => shift.dispatch({ views, sizes }));
    // @ts-expect-error misspelt
    fails(() => shift.dispatch({ views, operands: { weights: bias }, sizes }));
  });

  it("that takes a view for a region does not compile", () => {
    // @ts-expect-error a view counts in vectors, a region in bytes
    expect(shift.dispatch({ views, operands: { bias: x }, sizes }).operands.bias).toBe(x);
  });
});

describe("a mistake in a declaration", () => {
  const common = { name: "wrong", explanation: "", body: "" };

  it("of the space neither compiles nor runs", () => {
    // @ts-expect-error a view that it does not have
    const other = defineKernel({ ...common, views: { x: "read" }, over: "vectors of y" });
    expect(() =>
      other.dispatch({ views: { x }, sizes: { parts: 1, length: 1, threads: 1, workgroups: 1 } }),
    ).toThrow();
    // @ts-expect-error not a space
    expect(() => defineKernel({ ...common, views: { x: "read" }, over: "rows of x" })).toThrow();
  });

  it("of an access does not compile", () => {
    // @ts-expect-error it is "read" or "write"
    const { kernel } = defineKernel({ ...common, views: { x: "read_write" }, over: "pixels of x" });
    expect(kernel.bindings).toHaveLength(1);
  });

  it("of a size that its WGSL reads does not get as far as a GPU", () => {
    const body = "  store_target(pixel, sizes.vector, vec4f(0));";
    const views = { target: "write" } as const;
    expect(() => defineKernel({ ...common, views, over: "pixels of target", body })).toThrow(
      "the kernel wrong reads sizes.vector, which it does not have",
    );
  });
});
