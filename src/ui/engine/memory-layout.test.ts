import { describe, expect, it } from "vitest";
import { blockAt, bytesInUse, layOutMemory, placeAfterKey, placeAt } from "./memory-layout.ts";

const tenant = (buffer: string, bytes: number, first: number, last: number) => ({
  id: 0,
  buffer,
  role: "activation" as const,
  bytes,
  first,
  last,
});

const ROW = {
  layer: "",
  phase: "forward" as const,
  kernel: 0,
  workgroups: 1,
  units: 64,
  bytes: 0,
  flops: null,
  operands: [],
  sizes: [],
};

/** Two slots and two arenas over three dispatches. */
const LAYOUT = layOutMemory({
  rows: [ROW, ROW, ROW],
  kernels: [],
  slots: [
    { bytes: 60, tenants: [tenant("a", 60, -1, 0), tenant("b", 30, 2, 3)] },
    { bytes: 20, tenants: [tenant("c", 20, 1, 1)] },
  ],
  arenas: [
    { name: "small", bytes: 5 },
    { name: "large", bytes: 15 },
  ],
  bytes: 100,
  flops: 0,
  size: { batch: 1, rows: 1, columns: 1 },
});

describe("the memory map", () => {
  it("stacks bands above the persistent memory, the largest first", () => {
    expect(LAYOUT.bands.map(({ top, bytes, blocks }) => [top, bytes, blocks[0].buffer])).toEqual([
      [0, 60, "a"],
      [60, 20, "c"],
      [80, 15, "large"],
      [95, 5, "small"],
    ]);
  });

  it("finds the block at a point, before, during and after the step", () => {
    const at = (x: number, y: number) => blockAt(LAYOUT, placeAt(LAYOUT, x, y))?.buffer ?? null;
    // Five columns: before, three dispatches, after.
    expect([0.1, 0.3, 0.5, 0.7, 0.9].map((x) => at(x, 0.1))).toEqual(["a", "a", null, "b", "b"]);
    expect([0.1, 0.3, 0.5, 0.7, 0.9].map((x) => at(x, 0.7))).toEqual([null, null, "c", null, null]);
    expect([at(0.5, 0.81), at(0.5, 0.999), at(1, 1)]).toEqual(["large", "small", "small"]);
  });

  it("sums the memory in use", () => {
    expect([-1, 0, 1, 2, 3].map((dispatch) => bytesInUse(LAYOUT, dispatch))).toEqual([80, 80, 40, 50, 50]);
  });

  it("is navigated by arrow keys within its edges", () => {
    const press = (place: Parameters<typeof placeAfterKey>[1], key: string, shiftKey = false) =>
      placeAfterKey(LAYOUT, place, { key, shiftKey });
    expect(press(null, "ArrowRight")).toEqual({ dispatch: 0, band: 0 });
    expect(press({ dispatch: 0, band: 0 }, "ArrowRight")).toEqual({ dispatch: 1, band: 0 });
    expect(press({ dispatch: 0, band: 0 }, "ArrowRight", true)).toEqual({ dispatch: 3, band: 0 });
    expect(press({ dispatch: -1, band: 3 }, "ArrowLeft")).toEqual({ dispatch: -1, band: 3 });
    expect(press({ dispatch: 1, band: 3 }, "ArrowDown")).toEqual({ dispatch: 1, band: 3 });
    expect(press({ dispatch: 1, band: 3 }, "a")).toBeNull();
  });
});
