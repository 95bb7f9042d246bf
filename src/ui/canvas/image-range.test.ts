import { expect, test } from "vitest";
import { imageRange } from "./image-range.ts";

test("an image normalised by percentiles is drawn from 0 to 1", () => {
  expect(imageRange(Float32Array.of(-1, 0.5, 3), { kind: "percentile", low: 1, high: 99.8 })).toEqual([0, 1]);
});

test("any other image is drawn between its own percentiles", () => {
  const image = Float32Array.from({ length: 1001 }, (_, value) => value - 500);
  const [low, high] = imageRange(image, { kind: "meanStd" });
  expect(low).toBeCloseTo(-490, 9);
  expect(high).toBeCloseTo(498, 9);
});

test("a constant image has a valid range, and a large one is subsampled", () => {
  expect(imageRange(new Float32Array(9).fill(3), { kind: "none" })).toEqual([3, 4]);
  const large = Float32Array.from({ length: 300_001 }, (_, pixel) => pixel / 300_000);
  const [low, high] = imageRange(large, { kind: "none" });
  expect(low).toBeCloseTo(0.01, 3);
  expect(high).toBeCloseTo(0.998, 3);
});
