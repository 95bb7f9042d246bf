import { describe, expect, it } from "vitest";
import { defineOperation } from "./define-operation.ts";
import type { View } from "./view.ts";

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

const shift = defineOperation({
  name: "copy channels",
  views: { x: "read", target: "write" },
  over: "vectors of target",
  reads: { bias: "vec4f" },
  sizes: ["count"],
});

const gated = defineOperation({
  name: "multiply",
  variant: { mode: ["whole", "half"], mask: "flag" },
  views: { x: "read", target: "write", mask: "read" },
  over: "parts of x",
  optional: { mask: { mask: true } },
});
const [mode, whole] = ["whole" as const, { mode: "whole", mask: false } as const];

const eitherWay = defineOperation({
  name: "convolution",
  views: { x: "read" },
  over: "tiles",
  reads: { bias: "vec4f" },
  optional: { bias: "either" },
});

describe("a dispatch", () => {
  it("is plain data: its kernel, all operands and sizes by name, and the number of threads", () => {
    expect(shift.dispatch({ views: { x, target }, operands: { bias }, sizes: { count: 3 } })).toEqual({
      kernel: { name: "copy channels", variant: {} },
      operands: { x: { buffer: 0 }, target: { buffer: 1 }, bias },
      sizes: {
        pixels: 30,
        vectors: 3,
        count: 3,
        xStride: 7,
        xOffset: 1,
        targetStride: 7,
        targetOffset: 1,
      },
      extent: 30 * 3,
    });
  });

  it("has its constants in the order of the signature", () => {
    const { kernel } = gated.dispatch({
      variant: { mask: false, mode },
      views: { x, target, mask: null },
      sizes: { parts: 4 },
    });
    expect(Object.entries(kernel.variant)).toEqual([
      ["mode", mode],
      ["mask", false],
    ]);
  });

  it("refuses a mask that its variant has no use for, and the lack of one", () => {
    const views = { x, target };
    const sizes = { parts: 4 };
    const masked = { mode, mask: true };
    const { operands, extent } = gated.dispatch({ variant: masked, views: { ...views, mask: x }, sizes });
    expect(Object.keys(operands)).toEqual(["x", "target", "mask"]);
    expect(extent).toBe(4 * 3);
    expect(() => gated.dispatch({ variant: whole, views: { ...views, mask: x }, sizes })).toThrow(RangeError);
    expect(() => gated.dispatch({ variant: masked, views: { ...views, mask: null }, sizes })).toThrow(
      RangeError,
    );
  });

  it("lacks what its variant says nothing about and is not given", () => {
    const sizes = { tiles: 5 };
    const [views, operands] = [{ x }, { bias }];
    expect(eitherWay.dispatch({ views, operands, sizes }).operands).toEqual({ x: { buffer: 0 }, bias });
    expect(eitherWay.dispatch({ views, operands: { bias: null }, sizes }).operands).toEqual({
      x: { buffer: 0 },
    });
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
    fails(() => gated.dispatch({ variant: whole, views: { ...views, mask: null } }));
    fails(() => shift.dispatch({ views, operands, sizes: { count: 1.5 } }));
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
    fails(() => gated.dispatch({ variant: { mode, mask: true }, views, sizes: { parts: 1 } }));
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

  it("of a constant neither compiles nor runs", () => {
    const given = { views: { ...views, mask: null }, sizes: { parts: 1 } };
    // @ts-expect-error none is given
    fails(() => gated.dispatch(given));
    // @ts-expect-error one is missing
    fails(() => gated.dispatch({ ...given, variant: { mask: false } }));
    // @ts-expect-error misspelt
    fails(() => gated.dispatch({ ...given, variant: { mode, masked: false } }));
  });

  it("of a constant's type does not compile", () => {
    const given = { views: { ...views, mask: null }, sizes: { parts: 1 } };
    // @ts-expect-error not one of the words
    expect(gated.dispatch({ ...given, variant: { mode: "third", mask: false } }).extent).toBe(3);
    // @ts-expect-error not a flag
    expect(gated.dispatch({ ...given, variant: { mode, mask: 0 } }).extent).toBe(3);
  });
});

describe("a mistake in a declaration", () => {
  const common = { name: "ReLU" } as const;

  it("of the space neither compiles nor runs", () => {
    // @ts-expect-error a view that it does not have
    const other = defineOperation({ ...common, views: { x: "read" }, over: "vectors of y" });
    expect(() =>
      other.dispatch({
        views: { x },
        sizes: { parts: 1, length: 1, threads: 1, tiles: 1, groups: 1 },
      }),
    ).toThrow();
    // @ts-expect-error not a space
    expect(() => defineOperation({ ...common, views: { x: "read" }, over: "rows of x" })).toThrow();
  });

  it("of an access does not compile", () => {
    // @ts-expect-error it is "read" or "write"
    const { signature } = defineOperation({ ...common, views: { x: "read_write" }, over: "pixels of x" });
    expect(Object.keys(signature.views)).toHaveLength(1);
  });

  it("of the name does not compile", () => {
    // @ts-expect-error not in the list of names
    expect(defineOperation({ name: "ReLUs", over: "arena" }).signature.sizes).toEqual([]);
  });
});
