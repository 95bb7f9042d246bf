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

const optionalBias = defineOperation({
  name: "convolution",
  views: { x: "read" },
  over: "tiles",
  reads: { bias: "vec4f" },
  optional: { bias: "either" },
});

describe("a dispatch", () => {
  it("is plain data: kernel, named operands and sizes, and the number of threads", () => {
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

  it("lists its constants in the order of the signature", () => {
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

  it("rejects a mask that its variant does not use, and a missing mask", () => {
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

  it("may omit an operand that is optional in its variant", () => {
    const sizes = { tiles: 5 };
    const [views, operands] = [{ x }, { bias }];
    expect(optionalBias.dispatch({ views, operands, sizes }).operands).toEqual({ x: { buffer: 0 }, bias });
    expect(optionalBias.dispatch({ views, operands: { bias: null }, sizes }).operands).toEqual({
      x: { buffer: 0 },
    });
  });
});

describe("an error in a dispatch", () => {
  const [views, operands, sizes] = [{ x, target }, { bias }, { count: 3 }];
  const fails = (dispatch: () => unknown) => expect(dispatch).toThrow(RangeError);

  it("in a size fails to compile and to run", () => {
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

  it("in a view fails to compile and to run", () => {
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

  it("in an operand fails to compile and to run", () => {
    // @ts-expect-error missing
    fails(() => shift.dispatch({ views, sizes }));
    // @ts-expect-error misspelt
    fails(() => shift.dispatch({ views, operands: { weights: bias }, sizes }));
  });

  it("with a view in place of a region fails to compile", () => {
    // @ts-expect-error a view counts in vectors, a region in bytes
    expect(shift.dispatch({ views, operands: { bias: x }, sizes }).operands.bias).toBe(x);
  });

  it("in a constant fails to compile and to run", () => {
    const given = { views: { ...views, mask: null }, sizes: { parts: 1 } };
    // @ts-expect-error none is given
    fails(() => gated.dispatch(given));
    // @ts-expect-error one is missing
    fails(() => gated.dispatch({ ...given, variant: { mask: false } }));
    // @ts-expect-error misspelt
    fails(() => gated.dispatch({ ...given, variant: { mode, masked: false } }));
  });

  it("in the type of a constant fails to compile", () => {
    const given = { views: { ...views, mask: null }, sizes: { parts: 1 } };
    // @ts-expect-error not one of the words
    expect(gated.dispatch({ ...given, variant: { mode: "third", mask: false } }).extent).toBe(3);
    // @ts-expect-error not a flag
    expect(gated.dispatch({ ...given, variant: { mode, mask: 0 } }).extent).toBe(3);
  });
});

describe("an error in a declaration", () => {
  const common = { name: "ReLU" } as const;

  it("in the iteration space fails to compile and to run", () => {
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

  it("in an access fails to compile", () => {
    // @ts-expect-error it is "read" or "write"
    const { signature } = defineOperation({ ...common, views: { x: "read_write" }, over: "pixels of x" });
    expect(Object.keys(signature.views)).toHaveLength(1);
  });

  it("in the name fails to compile", () => {
    // @ts-expect-error not in the list of names
    expect(defineOperation({ name: "ReLUs", over: "arena" }).signature.sizes).toEqual([]);
  });
});
