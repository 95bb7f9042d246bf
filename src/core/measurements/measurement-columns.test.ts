import { describe, expect, it } from "vitest";
import type { PixelSize } from "../dataset/pixel-size.ts";
import { measureCells } from "./measure-cells.ts";
import { measurementColumns } from "./measurement-columns.ts";

const SIZE = { rows: 2, columns: 2 };
const LABELS = { ...SIZE, data: Int32Array.of(1, 1, 1, 2) };

/** Decimals per column of an image with these values in its only channel. */
function decimalsOf(data: Uint8Array | Float32Array, pixelSize: PixelSize | null = null) {
  const cells = measureCells(LABELS, { ...SIZE, channels: 1, data }, pixelSize);
  return Object.fromEntries(
    measurementColumns([cells]).map((column) => [column.name, column.decimals(cells)]),
  );
}

describe("the decimals of measurements on the page", () => {
  it("of intensities follow from the values of the image", () => {
    expect(decimalsOf(Uint8Array.of(1, 2, 2, 250))).toMatchObject({
      meanIntensity1: 1,
      integratedIntensity1: 0,
    });
    expect(decimalsOf(Float32Array.of(0.1, 0.2, 0.3, 0.01))).toMatchObject({
      meanIntensity1: 4,
      integratedIntensity1: 4,
    });
    expect(decimalsOf(Float32Array.of(1e-12, 0.5e-12, 0, -1e-12)).meanIntensity1).toBe(8);
  });

  it("of lengths and areas in µm are as fine as in px", () => {
    const values = Uint8Array.of(1, 2, 3, 4);
    expect(decimalsOf(values, { x: 0.5, y: 0.5 })).toMatchObject({ areaUm2: 1, perimeterUm: 2 });
    expect(decimalsOf(values, { x: 1, y: 1 })).toMatchObject({ areaUm2: 0, perimeterUm: 1 });
    expect(decimalsOf(values, { x: 0.01, y: 0.01 })).toMatchObject({ areaUm2: 4, perimeterUm: 3 });
    expect(decimalsOf(values, { x: 100, y: 100 })).toMatchObject({ areaUm2: 0, perimeterUm: 0 });
  });
});
