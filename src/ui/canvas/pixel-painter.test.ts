import { describe, expect, it } from "vitest";
import { BACKGROUND, colourTable, NO_DIRECTION, NOT_A_NUMBER } from "./colour-maps.ts";
import { paintPixels, samplesAt } from "./pixel-painter.ts";

const GREY = { map: "grey", range: [0, 255] } as const;

function plane(rows: number, columns: number, ...values: number[]) {
  return { rows, columns, data: Float32Array.from(values) };
}

function pixelsOf(painted: Uint8ClampedArray): number[][] {
  return Array.from({ length: painted.length / 4 }, (_, pixel) => [
    ...painted.subarray(4 * pixel, 4 * pixel + 4),
  ]);
}

describe("paintPixels", () => {
  it("draws each image pixel as a block, rows down and columns right", () => {
    const view = { row: 1, column: 1, scale: 2 };
    const painted = pixelsOf(paintPixels([plane(2, 2, 10, 20, 30, 40)], view, GREY, 4, 4));
    expect(painted.map(([red]) => red)).toEqual([
      10, 10, 20, 20, 10, 10, 20, 20, 30, 30, 40, 40, 30, 30, 40, 40,
    ]);
  });

  it("is transparent outside the image", () => {
    const view = { row: 0.5, column: 0, scale: 1 };
    expect(pixelsOf(paintPixels([plane(1, 1, 200)], view, GREY, 2, 1))).toEqual([
      [0, 0, 0, 0],
      [200, 200, 200, 255],
    ]);
  });

  it("averages pixels when reduced", () => {
    const view = { row: 1, column: 1, scale: 0.5 };
    expect(pixelsOf(paintPixels([plane(2, 2, 0, 100, 100, 200)], view, GREY, 1, 1))).toEqual([
      [100, 100, 100, 255],
    ]);
    expect([3, 1, 0.9, 0.5, 0.01].map(samplesAt)).toEqual([1, 1, 2, 2, 8]);
  });

  it("raises the place in the range to the power gamma, and leaves a clear background transparent", () => {
    const view = { row: 0.5, column: 1.5, scale: 1 };
    const values = plane(1, 3, 0, 0.25, 0.25);
    const appearance = { map: "grey", range: [0, 1], gamma: 0.5, clear: true } as const;
    const painted = pixelsOf(
      paintPixels([values], view, { ...appearance, mask: plane(1, 3, 1, 1, 0) }, 3, 1),
    );
    expect(painted).toEqual([
      [0, 0, 0, 255],
      [128, 128, 128, 255],
      [0, 0, 0, 0],
    ]);
    const reduced = { row: 0.5, column: 1, scale: 0.5 };
    const half = { ...appearance, mask: plane(1, 2, 1, 0) };
    expect(pixelsOf(paintPixels([plane(1, 2, 1, 1)], reduced, half, 1, 1))).toEqual([[255, 255, 255, 64]]);
  });

  it("distinguishes background, no direction and NaN", () => {
    const view = { row: 0.5, column: 1.5, scale: 1 };
    const down = plane(1, 3, 1, 0, Number.NaN);
    const right = plane(1, 3, 0, 0, 0);
    const appearance = { map: "direction", range: [0, 1] } as const;
    const table = colourTable("direction");
    expect(
      pixelsOf(paintPixels([down, right], view, appearance, 3, 1)).map((pixel) => pixel.slice(0, 3)),
    ).toEqual([[...table.subarray(4 * 64, 4 * 64 + 3)], [...NO_DIRECTION], [...NOT_A_NUMBER]]);
    const masked = { ...appearance, mask: plane(1, 3, 0, 1, 1) };
    const [first] = pixelsOf(paintPixels([down, right], view, masked, 3, 1));
    expect(first.slice(0, 3)).toEqual([...BACKGROUND]);
  });
});
