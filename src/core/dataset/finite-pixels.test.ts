import { expect, it } from "vitest";
import { finitePixels } from "./finite-pixels.ts";

it("replaces non-finite values by the lowest finite one and counts them", () => {
  const data = Float32Array.of(Number.NaN, 3, -2, Number.POSITIVE_INFINITY);
  const { pixels, replaced } = finitePixels({ rows: 1, columns: 4, channels: 1, data });
  expect(Array.from(pixels.data)).toEqual([-2, 3, -2, -2]);
  expect(replaced).toBe(2);
});

it("returns an image with finite values unchanged", () => {
  const pixels = { rows: 1, columns: 2, channels: 1, data: Float32Array.of(1, 2) };
  expect(finitePixels(pixels)).toEqual({ pixels, replaced: 0 });
});
